using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Conv1d;

namespace ModelGen.Compiler.Layers;

internal sealed class Conv1dLayer : Layer
{
    public override string Kind => "Conv1d";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!WindowArguments.Convolution(context, out WindowArguments window) || x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        long features = x.Type.Last.Size.Constant, longest = x.Type.Axes[1].Maximum;
        long reach = Windows.Span(window.Kernel, window.Dilation) - 1;
        if (!context.Divides("Groups", window.Groups, "F", features, blamePrevious: true)
            || !window.Fits(context, "Kernel", x, longest)
            || !context.Fits("channels", window.Filters, features / window.Groups, window.Kernel)
            || !context.Fits("channels", features, longest + window.Padding + window.EndPadding)
            || !context.Fits("channels", window.Filters, longest + reach))
        {
            return LayerContext.Unknown;
        }

        Initial initial = Initial.Uniform(1 / Math.Sqrt(Sizes.Product(features / window.Groups, window.Kernel)));
        Value weight = context.Parameter("Weight", initial, window.Filters, features / window.Groups, window.Kernel);
        Value? bias = context.Spec.Bool("Bias", true) ? context.Parameter("Bias", initial, window.Filters) : null;
        (TimeWindows windows, Axis steps) = window.OverTime(context, x);
        return context.Builder.Add(new Conv1dOp(windows, steps), context.Name, x, weight, bias, context.Mask(x));
    }
}
