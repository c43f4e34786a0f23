using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>conv-CxSxF-pass[-sN]</c>: F filters of 3 x 3 on 16 images of C channels of S x S, padding 1, stride N. Passes: forward, input (the gradient with respect to
/// the image, and so a transposed convolution), weight. <c>linear-RxOxI</c>: the forward pass of a linear layer on R rows.
/// </summary>
internal sealed partial class ConvolutionCases : ICaseFamily
{
    private const int Batch = 16;

    public IEnumerable<string> Names =>
    [
        "conv-64x32x64-forward", "conv-64x32x64-input", "conv-64x32x64-weight", "conv-64x32x64-forward-s2", "conv-64x32x64-input-s2", "conv-64x32x64-weight-s2",
        "conv-3x32x32-forward", "linear-32x64x7200", "linear-64x256x784", "linear-64x1024x1024",
    ];

    public ICase? Find(string name)
    {
        Match convolution = Convolution().Match(name);
        if (convolution.Success)
        {
            int size = Number(convolution, "s"), stride = convolution.Groups["stride"].Success ? Number(convolution, "stride") : 1;
            return Case(name, new(Number(convolution, "c"), size, size, Number(convolution, "f"), 3, stride, 1, 1), convolution.Groups["pass"].Value);
        }

        Match linear = Linear().Match(name);
        return linear.Success ? Case(name, Number(linear, "r"), Number(linear, "o"), Number(linear, "i")) : null;
    }

    private static TimedCase Case(string name, ConvolutionShape shape, string pass) => new(name, team =>
    {
        AlignedBuffer x = Operands.Random((long)Batch * shape.Channels * shape.Pixels, 1), y = Operands.Random((long)Batch * shape.Filters * shape.Places, 2);
        AlignedBuffer weight = Operands.Random(shape.Weights, 3), bias = Operands.Random(shape.Filters, 4);
        return pass switch
        {
            "forward" => () => ConvolutionKernels.Forward(team, x.Span, weight.Span, bias.Span, y.Span, Batch, shape, Activation.Relu),
            "input" => () => ConvolutionKernels.BackwardInput(team, y.Span, weight.Span, x.Span, Batch, shape),
            _ => () => ConvolutionKernels.BackwardWeight(team, y.Span, x.Span, weight.Span, bias.Span, Batch, shape),
        };
    })
    {
        Flops = 2.0 * Batch * shape.Weights * shape.Places,
    };

    private static TimedCase Case(string name, int rows, int outputs, int inputs) => new(name, team =>
    {
        AlignedBuffer x = Operands.Random((long)rows * inputs, 1), weight = Operands.Random((long)outputs * inputs, 2), y = Operands.Random((long)rows * outputs, 3);
        return () => LinearKernels.Forward(team, x.Span, weight.Span, default, y.Span, rows, inputs, outputs);
    })
    {
        Flops = 2.0 * rows * outputs * inputs,
    };

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^conv-(?<c>\d{1,4})x(?<s>\d{1,4})x(?<f>\d{1,4})-(?<pass>forward|input|weight)(-s(?<stride>\d))?$")]
    private static partial Regex Convolution();

    [GeneratedRegex(@"^linear-(?<r>\d{1,5})x(?<o>\d{1,5})x(?<i>\d{1,5})$")]
    private static partial Regex Linear();
}
