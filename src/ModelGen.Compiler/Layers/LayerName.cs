using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>What a layer is called.</summary>
/// <param name="Local">camelCase, for local variables.</param>
/// <param name="Path">Members in the parameter tree; usually one, none where a preset flattens the tree.</param>
/// <param name="File">Prefix in weight files; may be empty.</param>
internal sealed record LayerName(string Local, EquatableArray<string> Path, string File);
