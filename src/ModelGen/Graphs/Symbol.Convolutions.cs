namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>Means of as many windows as wanted, spread evenly over the image: [C, H, W] -> [C, height, width]. Window i of n takes the rows from floor(i·H / n) to below ceil((i + 1)·H / n), as in PyTorch.</summary>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result; without it as many as rows.</param>
    public Symbol AdaptiveAvgPool2d(int height, int? width = null) => Graph.Read();

    /// <summary>The mean of each window over time: [T, F] -> [T', F] with T' = floor((T + 2·Padding − size) / Stride) + 1.</summary>
    /// <param name="size"></param>
    /// <param name="stride">Steps from one window to the next; without it windows do not overlap.</param>
    /// <param name="padding">Zeros at each end; at most half of the window.</param>
    public Symbol AvgPool1d(int size, int? stride = null, int padding = 0) => Graph.Read();

    /// <summary>The mean of each square window: [C, H, W] -> [C, H', W'] with H' = floor((H + 2·Padding − size) / Stride) + 1, W' likewise.</summary>
    /// <param name="size"></param>
    /// <param name="stride">Pixels from one window to the next; without it windows do not overlap.</param>
    /// <param name="padding">Zeros at each edge; at most half of the window.</param>
    public Symbol AvgPool2d(int size, int? stride = null, int padding = 0) => Graph.Read();

    /// <summary>Convolution over time: [T, F] -> [T', channels] with T' = floor((T + 2·Padding − Dilation·(Kernel − 1) − 1) / Stride) + 1. The weight is [channels, F / Groups, Kernel].</summary>
    /// <param name="channels"></param>
    /// <param name="kernel">Steps that a filter sees.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Zeros at each end.</param>
    /// <param name="same">Pads so that T' = T; needs <c>Stride = 1</c> and no <c>Padding</c>. An even kernel pads one more at the end.</param>
    /// <param name="dilation">Steps from one tap of the filter to the next.</param>
    /// <param name="groups">Independent groups of channels; divides F and <paramref name="channels"/>.</param>
    /// <param name="bias">Whether each filter adds a learned constant.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Conv1d(int channels, int kernel, int stride = 1, int padding = 0, bool same = false, int dilation = 1, int groups = 1, bool bias = true, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Convolution of images: [C, H, W] -> [channels, H', W'] with H' = floor((H + 2·Padding − Dilation·(Kernel − 1) − 1) / Stride) + 1, W' likewise, by the widths where columns are to differ from rows. The weight is [channels, C / Groups, Kernel, KernelWidth].</summary>
    /// <param name="channels"></param>
    /// <param name="kernel">Rows that a filter sees, and columns unless <paramref name="kernelWidth"/> says otherwise.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros at each edge.</param>
    /// <param name="same">Pads so that H' = H and W' = W; needs <c>Stride = 1</c> and no <c>Padding</c>. An even kernel pads one more at the end.</param>
    /// <param name="dilation">Pixels from one tap of the filter to the next.</param>
    /// <param name="groups">Independent groups of channels; divides C and <paramref name="channels"/>.</param>
    /// <param name="bias">Whether each filter adds a learned constant.</param>
    /// <param name="inChannels">C as an assertion: 0 infers it, anything else must be what arrives.</param>
    /// <param name="kernelWidth">Columns that a filter sees; without it as many as rows.</param>
    /// <param name="strideWidth">Columns from one window to the next; without it <paramref name="stride"/>.</param>
    /// <param name="paddingWidth">Zeros at the left and at the right; without it <paramref name="padding"/>.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Conv2d(int channels, int kernel, int stride = 1, int padding = 0, bool same = false, int dilation = 1, int groups = 1, bool bias = true, int inChannels = 0, int? kernelWidth = null, int? strideWidth = null, int? paddingWidth = null, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Transposed convolution over time: [T, F] -> [T', channels] with T' = (T − 1)·Stride − 2·Padding + Kernel + OutputPadding. The weight is [F, channels, Kernel].</summary>
    /// <param name="channels"></param>
    /// <param name="kernel">Steps that one input step reaches.</param>
    /// <param name="stride">Output steps from one input step to the next.</param>
    /// <param name="padding">Steps cut off at each end.</param>
    /// <param name="outputPadding">Steps added at the end; less than <paramref name="stride"/>.</param>
    /// <param name="bias">Whether each filter adds a learned constant.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol ConvTranspose1d(int channels, int kernel, int stride = 1, int padding = 0, int outputPadding = 0, bool bias = true, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Transposed convolution with a square kernel: [C, H, W] -> [channels, H', W'] with H' = (H − 1)·Stride − 2·Padding + Kernel + OutputPadding, W' likewise. The weight is [C, channels, Kernel, Kernel].</summary>
    /// <param name="channels"></param>
    /// <param name="kernel">Rows and columns that one input pixel reaches.</param>
    /// <param name="stride">Output pixels from one input pixel to the next.</param>
    /// <param name="padding">Pixels cut off at each edge.</param>
    /// <param name="outputPadding">Pixels added at the bottom and right edge; less than <paramref name="stride"/>.</param>
    /// <param name="bias">Whether each filter adds a learned constant.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol ConvTranspose2d(int channels, int kernel, int stride = 1, int padding = 0, int outputPadding = 0, bool bias = true, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Convolution of each channel by itself: [C, H, W] -> [C·Multiplier, H', W'] with the sizes of <see cref="Conv2d"/>. The weight is [C·Multiplier, 1, Kernel, KernelWidth].</summary>
    /// <param name="kernel">Rows that a filter sees, and columns unless <paramref name="kernelWidth"/> says otherwise.</param>
    /// <param name="multiplier">Filters for each channel.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros at each edge.</param>
    /// <param name="same">Pads so that H' = H and W' = W; needs <c>Stride = 1</c> and no <c>Padding</c>. An even kernel pads one more at the end.</param>
    /// <param name="dilation">Pixels from one tap of the filter to the next.</param>
    /// <param name="kernelWidth">Columns that a filter sees; without it as many as rows.</param>
    /// <param name="strideWidth">Columns from one window to the next; without it <paramref name="stride"/>.</param>
    /// <param name="paddingWidth">Zeros at the left and at the right; without it <paramref name="padding"/>.</param>
    /// <param name="bias">Whether each filter adds a learned constant.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol DepthwiseConv2d(int kernel, int multiplier = 1, int stride = 1, int padding = 0, bool same = false, int dilation = 1, int? kernelWidth = null, int? strideWidth = null, int? paddingWidth = null, bool bias = true, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>The mean over time or space: [T, F] -> [F] (padding left out), [C, H, W] -> [F:C].</summary>
    public Symbol GlobalAveragePool() => Graph.Read();

    /// <summary>The largest value over time or space: [T, F] -> [F] (padding left out), [C, H, W] -> [F:C].</summary>
    public Symbol GlobalMaxPool() => Graph.Read();

    /// <summary>The largest value of each window over time: [T, F] -> [T', F] with T' = floor((T + 2·Padding − size) / Stride) + 1.</summary>
    /// <param name="size"></param>
    /// <param name="stride">Steps from one window to the next; without it windows do not overlap.</param>
    /// <param name="padding">Ignored steps at each end; at most half of the window.</param>
    public Symbol MaxPool1d(int size, int? stride = null, int padding = 0) => Graph.Read();

    /// <summary>The largest value of each square window: [C, H, W] -> [C, H', W'] with H' = floor((H + 2·Padding − size) / Stride) + 1, W' likewise.</summary>
    /// <param name="size"></param>
    /// <param name="stride">Pixels from one window to the next; without it windows do not overlap.</param>
    /// <param name="padding">Ignored pixels at each edge; at most half of the window.</param>
    public Symbol MaxPool2d(int size, int? stride = null, int padding = 0) => Graph.Read();

    /// <summary>Zeros around an image: [C, H, W] -> [C, top + H + bottom, left + W + right].</summary>
    /// <param name="size">Zeros at each edge for which no other number is given.</param>
    /// <param name="top">Rows above.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="left">Columns to the left.</param>
    /// <param name="right">Columns to the right.</param>
    public Symbol Pad2d(int size, int? top = null, int? bottom = null, int? left = null, int? right = null) => Graph.Read();

    /// <summary>Repeats each pixel (nearest neighbour): [C, H, W] -> [C, H·factor, W·factor].</summary>
    /// <param name="factor"></param>
    public Symbol Upsample2d(int factor) => Graph.Read();
}
