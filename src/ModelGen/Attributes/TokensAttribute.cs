namespace ModelGen;

/// <summary>A sequence of token ids, i32[T&lt;=Context], each in [0, Vocabulary).</summary>
public sealed class TokensAttribute : LayerAttribute
{
    /// <summary>The number of different ids.</summary>
    public required int Vocabulary { get; set; }

    /// <summary>The longest sequence.</summary>
    public required int Context { get; set; }

    /// <summary>The id that stands for "no token": masked in attention, pooling, recurrence and loss. -1: there is none.</summary>
    public int Padding { get; set; } = -1;
}
