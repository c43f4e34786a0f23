using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A model as a graph, with what stands around it.</summary>
/// <param name="Rows">The table of the model's layers, as users read it.</param>
public sealed record LoweredModel(TypeSpec Type, InputDecl Input, Graph Main, LossDecl? Loss, IReadOnlyList<LayerRow> Rows)
{
    /// <summary>Lengths that windows over time make, each after those that it is made of.</summary>
    public IReadOnlyList<LengthDecl> Lengths { get; init; } = [];
}

/// <param name="Vocabulary">0 for float inputs.</param>
/// <param name="Padding">The id of padding, or -1.</param>
/// <param name="HasSegments">Ids in [Vocabulary, 2 · Vocabulary) are the same tokens in the second segment.</param>
public sealed record InputDecl(TensorType Type, long Vocabulary = 0, long Padding = -1, bool HasSegments = false)
{
    /// <summary>Segments that a model with segments tells apart.</summary>
    public const int Segments = 2;

    /// <summary>Ids are below this.</summary>
    public long IdLimit => HasSegments ? Segments * Vocabulary : Vocabulary;

    public bool IsTokens => Type.DType == DType.I32;

    /// <summary>The longest sequence; 0 for inputs of fixed size.</summary>
    public long Context => Type.HasTime ? Type.Axes[1].Maximum : 0;
}

/// <param name="Kind">A member of the runtime's enum Loss, by its name.</param>
public sealed record LossDecl(string Kind, double LabelSmoothing, long IgnoreIndex);

/// <param name="Output">One example's shape: <c>[T&lt;=256, F:384]</c>.</param>
public sealed record LayerRow(string Name, string Kind, string Output, long Parameters, long Flops);
