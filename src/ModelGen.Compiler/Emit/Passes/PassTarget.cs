using System;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>What differs between targets whose passes are calls of kernels over planned memory: types of buffers, and the words for them.</summary>
/// <param name="Class">The emitted class: <c>CpuPasses</c>.</param>
/// <param name="Summary">Of that class.</param>
/// <param name="Context">Parameters that every pass hands on, with their types: <c>Cpu::ThreadTeam team</c>.</param>
/// <param name="ContextArguments">Their names.</param>
/// <param name="Input">The type of a buffer that is read, by C# element type.</param>
/// <param name="Floats">The type of a buffer that is written.</param>
/// <param name="Slice">The method that cuts a buffer.</param>
/// <param name="Integer">The type of sizes and offsets.</param>
/// <param name="Rest">The rest of a buffer from an offset on.</param>
/// <param name="Value">The expression for a parameter's values.</param>
/// <param name="IsWanted">The condition that a result is asked for.</param>
/// <param name="Copy">The method that copies a buffer.</param>
/// <param name="Add">The method that adds two buffers into one.</param>
/// <param name="Clear">The call that fills a buffer with zeros.</param>
/// <param name="Emit">Writes the calls of a node into a method.</param>
internal sealed record PassTarget(
    string Class,
    string Summary,
    string[] Context,
    string[] ContextArguments,
    Func<string, string> Input,
    string Floats,
    string Slice,
    string Integer,
    Func<string, string, string> Rest,
    Func<string, string> Value,
    Func<string, string> IsWanted,
    string Copy,
    string Add,
    Func<string, string> Clear,
    Func<MethodWriter, Action<Node>> Emit)
{
    /// <summary>What the pass of a loss takes besides.</summary>
    public string[] LossParameters { get; init; } = [];

    /// <summary>The type of what a pass over branches knows of them.</summary>
    public string Branches { get; init; } = "Cpu::Branches";

    /// <summary>A part of a buffer may be empty and start at its end.</summary>
    public bool HasEmptyParts { get; init; } = true;

    /// <summary>A size that was computed as a long.</summary>
    public string FromLong(string expression) => Integer == "int" ? "(int)" + expression : expression;
}
