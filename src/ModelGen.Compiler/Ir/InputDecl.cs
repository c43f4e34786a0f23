namespace ModelGen.Compiler.Ir;

/// <summary>What a graph takes: an input that the user declared, or what a block is called with.</summary>
/// <param name="Name">As the parameter of emitted members is called.</param>
/// <param name="Vocabulary">0 for numbers.</param>
/// <param name="Padding">The id of padding, or -1.</param>
/// <param name="HasSegments">Ids in [Vocabulary, 2 · Vocabulary) are the same tokens in the second segment.</param>
public sealed record InputDecl(string Name, TensorType Type, long Vocabulary = 0, long Padding = -1, bool HasSegments = false)
{
    /// <summary>Segments that a model with segments tells apart.</summary>
    public const int Segments = 2;

    /// <summary>For the mask of another input: that input's place in the graph's list; -1 for what is no mask.</summary>
    public int MaskOf { get; init; } = -1;

    /// <summary>The id that parts texts which stand in one row, or -1.</summary>
    public long Separator { get; init; } = -1;

    /// <summary>For an input of an objective: what it stands for.</summary>
    public ArgumentSource? Source { get; init; }

    /// <summary>In the graph of a decoder: what it was created with, which does not change from token to token.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Ids are below this.</summary>
    public long IdLimit => HasSegments ? Segments * Vocabulary : Vocabulary;

    public bool IsTokens => Type.DType == DType.I32;

    /// <summary>Numbers, with respect to which a loss has a gradient.</summary>
    public bool HasGradient => Type.DType == DType.F32;

    /// <summary>The longest sequence; 0 for inputs of fixed size.</summary>
    public long Context => Type.Time?.Maximum ?? 0;
}
