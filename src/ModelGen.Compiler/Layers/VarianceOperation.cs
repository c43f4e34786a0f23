using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Layers;

/// <summary>The mean of the squared distances from the mean.</summary>
internal sealed class VarianceOperation : Operation
{
    public override string Kind => "Variance";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => ReduceOperation.Numbers(context, x[0]) && AxisArgument.Places(context, x[0]) is { } axes
        ? [Formulas.Along(context.Builder, context.Name, x[0], value => Formulas.Variance(context.Builder, context.Name, value, [.. axes], context.Mask(x[0])))]
        : null;
}
