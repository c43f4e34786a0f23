using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.ConvTranspose1d;

namespace ModelGen.Compiler.Layers;

internal sealed class ConvTranspose1dLayer : Layer
{
    public override string Kind => "ConvTranspose1d";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (TransposedWindow.Read(context) is not { } window || x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        if (x.Mask is not null)
        {
            return context.RefuseInput(x, "its windows grow, and there may be padding behind the real steps: leave Padding out of the input");
        }

        Axis time = x.Type.Axes[1];
        (int channels, int kernel, int stride, int padding, int outputPadding) = window;
        long features = x.Type.Last.Size.Constant, longest = window.Grown(Math.Max(time.Maximum, 1));
        if (longest < 1)
        {
            return context.Fail(ErrorId.WindowTooLarge, "Padding", $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: Padding {padding} cuts off all of the {window.Whole(longest)} steps that it would give", blamePrevious: true, mend: window.LessPadding(longest));
        }

        if (!context.Fits("channels", features, channels, kernel) || !context.Fits("channels", channels, window.Whole(longest)) || !context.Fits("channels", features, longest + kernel))
        {
            return LayerContext.Unknown;
        }

        // T·Stride, then what is cut off or added; as windows of a convolution count it.
        Axis spread = time with { Size = time.Size * stride, Maximum = time.Maximum * stride };
        Axis steps = context.Lowering.Windows(spread, kernel + outputPadding, stride + (2L * padding) + 1, 1, LayerText.Of(context.Spec), extends: false);
        Initial initial = Initial.Uniform(1 / Math.Sqrt(Sizes.Product(channels, kernel)));
        Value weight = context.Parameter("Weight", initial, features, channels, kernel);
        Value? bias = context.Spec.Bool("Bias", true) ? context.Parameter("Bias", initial, channels) : null;

        // The convolution that this is the transpose of.
        var windows = new TimeWindows(features, kernel, stride, padding, padding);
        return context.Builder.Add(new ConvTranspose1dOp(windows, outputPadding, steps), context.Name, x, weight, bias);
    }
}
