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

        (long channels, long height, long width) = (x.Type.Axes[1].Size.Constant, x.Type.Axes[2].Size.Constant, x.Type.Axes[3].Size.Constant);
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

        var sizes = new ConvolutionSizes(channels, height, width, window.Filters, window.Kernel, window.Stride, window.Padding, window.EndPadding, window.Dilation, window.Groups);
        if (!context.Divides("Groups", window.Groups, "C", channels, blamePrevious: true, isFit: groups => window.Filters % groups == 0)
            || !window.Fits(context, "Kernel", x, height, width)
            || !Fits(context, sizes))
        {
            return LayerContext.Unknown;
        }

        long inputs = Sizes.Product(channels / window.Groups, window.Kernel, window.Kernel);
        Initial initial = Initial.Uniform(1 / Math.Sqrt(inputs));
        Value weight = context.Parameter("Weight", initial, window.Filters, channels / window.Groups, window.Kernel, window.Kernel);
        Value? bias = context.Spec.Bool("Bias", true) ? context.Parameter("Bias", initial, window.Filters) : null;
        return context.Builder.Add(new Conv2dOp(sizes), context.Name, x, weight, bias);
    }

    // What kernels index with an int: filters, the result, an image with its padding, a gradient as far as filters reach.
    internal static bool Fits(LayerContext context, ConvolutionSizes s)
    {
        long reach = Windows.Span(s.Kernel, s.Dilation) - 1, padding = s.Padding + s.EndPadding;
        return context.Fits("channels", s.Filters, s.Channels / s.Groups, s.Kernel, s.Kernel)
            && context.Fits("channels", s.Filters, s.OutHeight, s.OutWidth)
            && context.Fits("channels", s.Channels, s.Height + padding, s.Width + padding)
            && context.Fits("channels", s.Filters, s.Height + reach, s.Width + reach);
    }
}
