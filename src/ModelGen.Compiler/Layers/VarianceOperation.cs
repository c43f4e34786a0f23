using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Layers;

/// <summary>The mean of the squared distances from the mean.</summary>
internal sealed class VarianceOperation : Operation
{
    public override string Kind => "Variance";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => ReduceOperation.Numbers(context, x[0]) && AxisArgument.Places(context, x[0]) is { } axes
        ? [axes.Any(axis => axis > 1 && RealSteps.Has(context, x[0], axis))
            ? Padded(context, x[0], axes)
            : Formulas.Along(context.Builder, context.Name, x[0], value => Formulas.Variance(context.Builder, context.Name, value, [.. axes], x[0].Type.Axes[1].Role == AxisRole.Time ? context.Mask(x[0]) : null))]
        : null;

    // With padding along an axis that is not the first.
    private static Value Padded(LayerContext context, Value x, IReadOnlyList<int> axes) => Formulas.Along(context.Builder, context.Name, x, value =>
    {
        Value mean = ReduceOperation.Over(context, ReduceKind.Mean, value, axes);
        return ReduceOperation.Over(context, ReduceKind.Mean, Formulas.Map(context.Builder, context.Name + "Squares", v => Functions.Square.Of(v[0] - v[1]), value, mean), axes);
    });
}
