namespace ModelGen;

/// <summary>
/// Transposed convolution with a square kernel: [C, H, W] -> [channels, H', W'] with H' = (H − 1)·Stride − 2·Padding + Kernel + OutputPadding,
/// W' likewise. The weight is [C, channels, Kernel, Kernel].
/// </summary>
/// <param name="channels">The number of filters.</param>
public sealed class ConvTranspose2dAttribute(int channels) : LayerAttribute
{
    /// <summary>The number of filters.</summary>
    public int Channels { get; } = channels;

    /// <summary>Rows and columns that one input pixel reaches.</summary>
    public required int Kernel { get; set; }

    /// <summary>Output pixels from one input pixel to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Pixels cut off at each edge.</summary>
    public int Padding { get; set; }

    /// <summary>Pixels added at the bottom and right edge; less than <see cref="Stride"/>.</summary>
    public int OutputPadding { get; set; }

    /// <summary>Whether each filter adds a learned constant.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>convTranspose2d</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
