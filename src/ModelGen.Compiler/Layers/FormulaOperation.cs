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
            ? [Formulas.Along(context.Builder, context.Name, x[0], value => formula(context.Builder, context.Name, value, axis, Mask(context, x[0], axis)))]
            : null;
    }

    /// <summary>Which steps count along an axis; of two axes of steps, the first is the one that has padding.</summary>
    public static Value? Mask(LayerContext context, Value x, int axis) => axis == 1 && x.Type.Axes[axis].Role == AxisRole.Time ? context.Mask(x) : null;
}
