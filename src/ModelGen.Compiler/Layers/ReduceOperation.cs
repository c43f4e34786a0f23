using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Layers;

/// <summary>Sum, Mean, Max and Min over an axis, or over all of an example.</summary>
internal sealed class ReduceOperation(string kind, ReduceKind reduction) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => Numbers(context, x[0]) && AxisArgument.Places(context, x[0]) is { } axes
        ? [Over(context, reduction, x[0], axes)]
        : null;

    /// <summary>Over any axes, of whose steps the real ones count: those of the first axis by its mask, those of others one axis after the other.</summary>
    public static Value Over(LayerContext context, ReduceKind kind, Value x, IEnumerable<int> axes)
    {
        List<int> rest = [.. axes];
        foreach (int axis in rest.Where(axis => axis > 1 && RealSteps.Has(context, x, axis)).OrderByDescending(axis => axis).ToArray())
        {
            x = Formulas.Along(context.Builder, context.Name, x, value => Over(context, kind, value, axis, RealSteps.Of(context, x, axis, value.Type.Axes[axis])!));
            rest = [.. rest.Where(other => other != axis).Select(other => other > axis ? other - 1 : other)];
        }

        return rest.Count == 0 ? x : ReduceOp.Over(context.Builder, kind, x, rest, context.Name, x.Type.Axes.Count > 1 && x.Type.Axes[1].Role == AxisRole.Time ? context.Mask(x) : null);
    }

    // 0 where no step is real, as with a mask.
    private static Value Over(LayerContext context, ReduceKind kind, Value x, int axis, Value real)
    {
        bool isSum = kind is ReduceKind.Sum or ReduceKind.Mean;
        Value seen = RealSteps.Hide(context, x, real, isSum ? 0 : kind == ReduceKind.Max ? RealSteps.Least : -RealSteps.Least);
        Value reduced = context.Builder.Add(new ReduceOp(isSum ? ReduceKind.Sum : kind, axis, 1), context.Name, seen, null);
        if (kind == ReduceKind.Sum)
        {
            return reduced;
        }

        Value count = context.Builder.Add(new ReduceOp(ReduceKind.Sum, 1, 1), context.Name + "Count", real, null);
        return Formulas.Map(context.Builder, context.Name, v => isSum ? v[0] / Functions.Maximum.Of(v[1], v[1].Constant(1)) : (v[1] > 0).Choose(v[0], v[0].Constant(0)), reduced, count);
    }

    /// <summary>Ids have no sum.</summary>
    /// <returns>False after an error.</returns>
    public static bool Numbers(LayerContext context, Value x)
    {
        if (x.Type.DType == DType.F32)
        {
            return true;
        }

        context.RefuseInput(x, "it is for numbers: insert .Embedding(width) first");
        return false;
    }
}
