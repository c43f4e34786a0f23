namespace ModelGen;

/// <summary>
/// Convolution over time: [T, F] -> [T', channels] with T' = floor((T + 2·Padding − Dilation·(Kernel − 1) − 1) / Stride) + 1.
/// The weight is [channels, F / Groups, Kernel].
/// </summary>
/// <param name="channels">The number of filters.</param>
public sealed class Conv1dAttribute(int channels) : LayerAttribute
{
    /// <summary>The number of filters.</summary>
    public int Channels { get; } = channels;

    /// <summary>Steps that a filter sees.</summary>
    public required int Kernel { get; set; }

    /// <summary>Steps from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros at each end.</summary>
    public int Padding { get; set; }

    /// <summary>Pads so that T' = T; needs <c>Stride = 1</c> and no <c>Padding</c>. An even kernel pads one more at the end.</summary>
    public bool Same { get; set; }

    /// <summary>Steps from one tap of the filter to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Independent groups of channels; divides F and <see cref="Channels"/>.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether each filter adds a learned constant.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>conv1d</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
