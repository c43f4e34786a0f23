using System;
using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

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
            ? [Along(context, x[0], axis, kind == "Normalize" ? 0 : RealSteps.Least, (value, mask) => formula(context.Builder, context.Name, value, axis, mask))]
            : null;
    }

    /// <summary>A formula along an axis: of its steps, the real ones count. The mask goes with the first axis; along others padding is hidden before.</summary>
    /// <param name="hidden">What stands for a step that does not count.</param>
    public static Value Along(LayerContext context, Value x, int axis, double hidden, Func<Value, Value?, Value> formula) => Formulas.Along(context.Builder, context.Name, x, value =>
        axis == 1 && x.Type.Axes[axis].Role == AxisRole.Time ? formula(value, context.Mask(x))
        : RealSteps.Of(context, x, axis, value.Type.Axes[axis]) is { } real ? formula(RealSteps.Hide(context, value, real, hidden), null)
        : formula(value, null));
}
