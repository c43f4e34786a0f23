namespace ModelGen;

public sealed partial class Symbol
{
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

    /// <summary>Convolution with a square kernel: [C, H, W] -> [channels, H', W'] with H' = floor((H + 2·Padding − Dilation·(Kernel − 1) − 1) / Stride) + 1, W' likewise. The weight is [channels, C / Groups, Kernel, Kernel].</summary>
    /// <param name="channels"></param>
    /// <param name="kernel">Rows and columns that a filter sees.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros at each edge.</param>
    /// <param name="same">Pads so that H' = H and W' = W; needs <c>Stride = 1</c> and no <c>Padding</c>. An even kernel pads one more at the end.</param>
    /// <param name="dilation">Pixels from one tap of the filter to the next.</param>
    /// <param name="groups">Independent groups of channels; divides C and <paramref name="channels"/>.</param>
    /// <param name="bias">Whether each filter adds a learned constant.</param>
    /// <param name="inChannels">C as an assertion: 0 infers it, anything else must be what arrives.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Conv2d(int channels, int kernel, int stride = 1, int padding = 0, bool same = false, int dilation = 1, int groups = 1, bool bias = true, int inChannels = 0, string? name = null, string? weightName = null) => Graph.Read();

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

    /// <summary>Repeats each pixel (nearest neighbour): [C, H, W] -> [C, H·factor, W·factor].</summary>
    /// <param name="factor"></param>
    public Symbol Upsample2d(int factor) => Graph.Read();
}
