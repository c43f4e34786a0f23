using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Layers;

/// <summary>The mean of the squared distances from the mean.</summary>
internal sealed class VarianceOperation : Operation
{
    public override string Kind => "Variance";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (!ReduceOperation.Numbers(context, x[0]) || AxisArgument.Places(context, x[0]) is not { } axes)
        {
            return null;
        }

        int[] places = [.. axes];
        Value mean = ReduceOp.Over(context.Builder, ReduceKind.Mean, x[0], places, context.Name + "Mean", context.Mask(x[0]));
        var distance = new ExpressionBuilder();
        Scalar difference = distance.Input(0) - distance.Input(1);
        Value squares = context.Builder.Add(new ElementwiseOp(distance.Build(Functions.Square.Of(difference)).Expression), context.Name + "Squares", x[0], mean);
        squares.Mask = x[0].Mask;
        return [ReduceOp.Over(context.Builder, ReduceKind.Mean, squares, places, context.Name, context.Mask(x[0]))];
    }
}
