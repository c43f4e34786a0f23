using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Conv2d;

namespace ModelGen.Compiler.Layers;

internal sealed class Conv2dLayer : Layer
{
    public override string Kind => "Conv2d";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!WindowArguments.Convolution(context, out WindowArguments window)
            || !context.Size("InChannels", out int stated, minimum: 0)
            || x.IsUnknown
            || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        (long channels, long height, long width) = (x.Type.Extent(1), x.Type.Extent(2), x.Type.Extent(3));
        if (stated != 0 && stated != channels)
        {
            // Whoever counts as many channels as the input's last size has them there.
            bool isLast = stated == width && context.Previous?.Kind == "Input";
            string rule = isLast
                ? $"{stated} channels are the last size, but sizes are [C, H, W]: write Input({width}, {channels}, {height})"
                : $"InChannels must be {channels}, not {stated}";
            return context.Fail(
                ErrorId.FeaturesMismatch,
                "InChannels",
                $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: {rule}",
                blamePrevious: true,
                isLast ? new(MendKind.ChannelsFirstBefore) : Mend.Set("InChannels", channels));
        }

        return Convolve(context, x, window, "channels");
    }

    /// <param name="argument">Which holds the number of filters.</param>
    internal static Value Convolve(LayerContext context, Value x, WindowArguments window, string argument)
    {
        (long channels, long height, long width) = (x.Type.Extent(1), x.Type.Extent(2), x.Type.Extent(3));
        WindowArguments columns = window.Columns;
        var sizes = new ConvolutionSizes(channels, height, width, window.Filters, window.Kernel, window.Stride, window.Padding, window.EndPadding, window.Dilation, window.Groups)
        {
            KernelWidth = columns.Kernel,
            StrideWidth = columns.Stride,
            PaddingLeft = columns.Padding,
            PaddingRight = columns.EndPadding,
        };
        if (!context.Divides("Groups", window.Groups, "C", channels, blamePrevious: true, isFit: groups => window.Filters % groups == 0)
            || !window.FitsImage(context, x)
            || !Fits(context, sizes, argument))
        {
            return LayerContext.Unknown;
        }

        Initial initial = Initial.Uniform(1 / Math.Sqrt(Sizes.Product(channels / window.Groups, sizes.Taps)));
        Value weight = context.Parameter("Weight", initial, window.Filters, channels / window.Groups, window.Kernel, columns.Kernel);
        Value? bias = context.Spec.Bool("Bias", true) ? context.Parameter("Bias", initial, window.Filters) : null;
        return context.Builder.Add(new Conv2dOp(sizes), context.Name, x, weight, bias);
    }

    // What kernels index with an int: filters, the result, an image with its padding, a gradient as far as filters reach.
    internal static bool Fits(LayerContext context, ConvolutionSizes s, string argument = "channels")
    {
        long reach = Windows.Span(s.Kernel, s.Dilation) - 1, across = Windows.Span(s.KernelWidth, s.Dilation) - 1;
        return context.Fits(argument, s.Filters, s.Channels / s.Groups, s.Kernel, s.KernelWidth)
            && context.Fits(argument, s.Filters, s.OutHeight, s.OutWidth)
            && context.Fits(argument, s.Channels, s.Height + s.Padding + s.EndPadding, s.Width + s.PaddingLeft + s.PaddingRight)
            && context.Fits(argument, s.Filters, s.Height + reach, s.Width + across);
    }
}
