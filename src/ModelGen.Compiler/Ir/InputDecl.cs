namespace ModelGen.Compiler.Ir;

/// <summary>What a model begins with.</summary>
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
