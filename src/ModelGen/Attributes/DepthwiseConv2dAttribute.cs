namespace ModelGen;

/// <summary>
/// Convolution of each channel by itself, with <see cref="Multiplier"/> filters: [C, H, W] -> [C·Multiplier, H', W'] with the sizes of <see cref="Conv2dAttribute"/>. The weight is [C·Multiplier, 1, Kernel, KernelWidth].
/// </summary>
/// <remarks>Howard et al. 2017, arXiv:1704.04861. The same as <c>Conv2d(C * Multiplier, Groups = C)</c>, for whatever C arrives.</remarks>
public sealed class DepthwiseConv2dAttribute : LayerAttribute
{
    private int? _kernelWidth;
    private int? _strideWidth;
    private int? _paddingWidth;

    /// <summary>Rows that a filter sees, and columns unless <see cref="KernelWidth"/> says otherwise.</summary>
    public required int Kernel { get; set; }

    /// <summary>Filters for each channel.</summary>
    public int Multiplier { get; set; } = 1;

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

    /// <summary>Whether each filter adds a learned constant.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>depthwiseConv2d</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
