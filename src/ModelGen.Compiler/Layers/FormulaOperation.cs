using System;
using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>What a formula makes of a value along an axis, by default the last: norms, softmax. The softmax of features is the layer's.</summary>
internal sealed class FormulaOperation(string kind, Func<GraphBuilder, string, Value, int, Value?, Value> formula) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (LayerTable.Find(kind) is { } layer && !context.Spec.Has("axis") && x[0].Type.EndsInFeature)
        {
            return [layer.Lower(context, x[0])];
        }

        return ReduceOperation.Numbers(context, x[0]) && AxisArgument.Place(context, x[0], "axis") is { } axis
            ? [formula(context.Builder, context.Name, x[0], axis, x[0].Type.Axes[axis].Role == AxisRole.Time ? context.Mask(x[0]) : null)]
            : null;
    }
}
