namespace ModelGen;

/// <summary>
/// Convolution of images: [C, H, W] -> [channels, H', W'] with H' = floor((H + 2·Padding − Dilation·(Kernel − 1) − 1) / Stride) + 1,
/// W' likewise, by <see cref="KernelWidth"/>, <see cref="StrideWidth"/> and <see cref="PaddingWidth"/> where columns are to differ from rows. The weight is [channels, C / Groups, Kernel, KernelWidth].
/// </summary>
/// <param name="channels">The number of filters.</param>
public sealed class Conv2dAttribute(int channels) : LayerAttribute
{
    private int? _kernelWidth;
    private int? _strideWidth;
    private int? _paddingWidth;

    /// <summary>The number of filters.</summary>
    public int Channels { get; } = channels;

    /// <summary>Rows that a filter sees, and columns unless <see cref="KernelWidth"/> says otherwise.</summary>
    public required int Kernel { get; set; }

    /// <summary>Pixels from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros at each edge.</summary>
    public int Padding { get; set; }

    /// <summary>Pads so that H' = H and W' = W; needs <c>Stride = 1</c> and no <c>Padding</c>. An even kernel pads one more at the end.</summary>
    public bool Same { get; set; }

    /// <summary>Pixels from one tap of the filter to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Columns that a filter sees; as many as rows unless said otherwise.</summary>
    public int KernelWidth { get => _kernelWidth ?? Kernel; set => _kernelWidth = value; }

    /// <summary>Columns from one window to the next; <see cref="Stride"/> unless said otherwise.</summary>
    public int StrideWidth { get => _strideWidth ?? Stride; set => _strideWidth = value; }

    /// <summary>Zeros at the left and at the right; <see cref="Padding"/> unless said otherwise.</summary>
    public int PaddingWidth { get => _paddingWidth ?? Padding; set => _paddingWidth = value; }

    /// <summary>Independent groups of channels; divides C and <see cref="Channels"/>.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether each filter adds a learned constant.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>C as an assertion: 0 infers it, anything else must be what arrives.</summary>
    public int InChannels { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>conv2d</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
