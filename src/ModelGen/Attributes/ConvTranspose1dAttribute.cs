namespace ModelGen;

/// <summary>Transposed convolution over time: [T, F] -> [T', channels] with T' = (T − 1)·Stride − 2·Padding + Kernel + OutputPadding. The weight is [F, channels, Kernel].</summary>
/// <param name="channels">The number of filters.</param>
/// <remarks>Dumoulin and Visin 2016, arXiv:1603.07285, chapter 4.</remarks>
public sealed class ConvTranspose1dAttribute(int channels) : LayerAttribute
{
    /// <summary>The number of filters.</summary>
    public int Channels { get; } = channels;

    /// <summary>Steps that one input step reaches.</summary>
    public required int Kernel { get; set; }

    /// <summary>Output steps from one input step to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Steps cut off at each end.</summary>
    public int Padding { get; set; }

    /// <summary>Steps added at the end; less than <see cref="Stride"/>.</summary>
    public int OutputPadding { get; set; }

    /// <summary>Whether each filter adds a learned constant.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>convTranspose1d</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
