namespace ModelGen;

/// <summary>
/// A whole transformer: i32[T&lt;=Context] -> [T, Vocabulary]; in the style <see cref="TransformerStyle.Bert"/> -> [Width], the pooler's output,
/// or [Classes]. The defaults make a byte-level language model of the size of Vaswani et al. 2017 (arXiv:1706.03762).
/// </summary>
public sealed class TransformerAttribute : LayerAttribute
{
    /// <summary>Which family; it settles norms, positions, biases and weight names.</summary>
    public TransformerStyle Style { get; set; } = TransformerStyle.Gpt;

    /// <summary>Stacked layers.</summary>
    public int Layers { get; set; } = 6;

    /// <summary>Query heads; divides <see cref="Width"/>.</summary>
    public int Heads { get; set; } = 8;

    /// <summary>The size of a step's vector.</summary>
    public int Width { get; set; } = 512;

    /// <summary>The number of different token ids; the default is bytes.</summary>
    public int Vocabulary { get; set; } = 256;

    /// <summary>The longest sequence.</summary>
    public int Context { get; set; } = 256;

    /// <summary>Key and value heads; divides <see cref="Heads"/>. 0: as many as <see cref="Heads"/>.</summary>
    public int KvHeads { get; set; }

    /// <summary>The size inside the feed-forward part. 0: 4 · Width, in the style Llama 8/3 · Width rounded up to 32.</summary>
    public int Hidden { get; set; }

    /// <summary>Dropout after the embedding and after each part, 0 ≤ rate &lt; 1.</summary>
    public double Dropout { get; set; }

    /// <summary>The head uses the token table as its weight. Without it: yes for Gpt, no for Llama; Bert has no such head.</summary>
    public bool TiedHead { get; set; }

    /// <summary>Style Bert only: the size of the classifier head. 0: none.</summary>
    public int Classes { get; set; }

    /// <summary>Style Llama only: the base of the rotation's frequencies.</summary>
    public double RotaryBase { get; set; } = 10000;

    /// <summary>The norms' ε. Without it: 1e-5, in the style Bert 1e-12.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether training computes the activations of layers again instead of keeping them: <see cref="RepeatAttribute{TBlock}.Checkpointed"/>.</summary>
    public bool Checkpointed { get; set; }
}
