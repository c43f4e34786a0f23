using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler;

/// <summary>The emitted half of a model: one or more C# files.</summary>
public sealed record CompiledModel(EquatableArray<EmittedFile> Files);

/// <param name="HintName">Unique within the compilation: <c>Acme.CharGpt.Cpu.g.cs</c>.</param>
public sealed record EmittedFile(string HintName, string Text);
