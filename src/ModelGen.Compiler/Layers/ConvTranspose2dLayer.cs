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
        if (TransposedWindow.Read(context) is not { } window || x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        long inputs = x.Type.Axes[1].Size.Constant;
        (int channels, int kernel, int stride, int padding, _) = window;
        (long height, long width) = (window.Grown(x.Type.Extent(2)), window.Grown(x.Type.Extent(3)));
        if (height < 1 || width < 1)
        {
            return context.Fail(
                ErrorId.WindowTooLarge,
                "Padding",
                $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: Padding {padding} cuts off all of the {window.Whole(height)} x {window.Whole(width)} that it would give",
                blamePrevious: true,
                mend: window.LessPadding(System.Math.Min(height, width)));
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
    }
}
