using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.ConvTranspose2d;

namespace ModelGen.Compiler.Layers;

internal sealed class ConvTranspose2dLayer : Layer
{
    public override string Kind => "ConvTranspose2d";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("channels", out int channels)
            || !context.Size("Kernel", out int kernel)
            || !context.Size("Stride", out int stride, otherwise: 1)
            || !context.Size("Padding", out int padding, minimum: 0)
            || !context.Size("OutputPadding", out int outputPadding, minimum: 0))
        {
            return LayerContext.Unknown;
        }

        if (outputPadding >= stride)
        {
            return context.Fail(ErrorId.OutOfRange, "OutputPadding", $"OutputPadding of 'ConvTranspose2d' must be below Stride {stride}, not {outputPadding}");
        }

        if (x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        long inputs = x.Type.Axes[1].Size.Constant;
        (long height, long width) = (Grown(x.Type.Axes[2]), Grown(x.Type.Axes[3]));
        if (height < 1 || width < 1)
        {
            return context.Fail(
                ErrorId.WindowTooLarge,
                "Padding",
                $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: Padding {padding} cuts off all of the {height + (2L * padding)} x {width + (2L * padding)} that it would give",
                blamePrevious: true);
        }

        // The convolution that this is the transpose of.
        var sizes = new ConvolutionSizes(channels, height, width, inputs, kernel, stride, padding, padding);
        if (!Conv2dLayer.Fits(context, sizes))
        {
            return LayerContext.Unknown;
        }

        Initial initial = Initial.Uniform(1 / Math.Sqrt(Sizes.Product(channels, kernel, kernel)));
        Value weight = context.Parameter("Weight", initial, inputs, channels, kernel, kernel);
        Value? bias = context.Spec.Bool("Bias", true) ? context.Parameter("Bias", initial, channels) : null;
        return context.Builder.Add(new ConvTranspose2dOp(sizes), context.Name, x, weight, bias);

        long Grown(Axis axis) => Math.Min(Sizes.Product(axis.Size.Constant - 1, stride), int.MaxValue) - (2L * padding) + kernel + outputPadding;
    }
}
