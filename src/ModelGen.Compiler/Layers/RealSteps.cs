using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Layers;

/// <summary>Which steps of an axis are real, as numbers that go with others: for operations that have no mask of their own, and for axes of steps that are not the first.</summary>
internal static class RealSteps
{
    /// <summary>Stands for a step that is never the greatest: far below all that a model computes, and the difference of two is a number.</summary>
    public const double Least = -1e30;

    /// <summary>Whether some steps of an axis may be padding.</summary>
    public static bool Has(LayerContext context, Value x, int axis) => Find(context, x, axis) is not null;

    /// <summary>1 for each real step, 0 for padding, [B, axis]; null where all are real.</summary>
    /// <param name="named">The axis, where it is not called as x's: <see cref="Formulas.Along"/>.</param>
    public static Value? Of(LayerContext context, Value x, int axis, Axis? named = null)
    {
        if (Find(context, x, axis) is not { } mask)
        {
            return null;
        }

        Axis own = x.Type.Axes[axis];
        Value real = Numbers(context.Builder, context.Name, mask.In(context.Builder));
        return real.Type.Axes[1].Equals(named ?? own) ? real : context.Builder.Add(new ReshapeOp(TensorType.F32(Axis.Batch, named ?? own)), context.Name + "Steps", real);
    }

    /// <summary>1 where a mask is set, 0 elsewhere.</summary>
    public static Value Numbers(GraphBuilder builder, string name, Value mask) =>
        Formulas.Map(builder, name + "Steps", v => v[0].Choose(v[0].Constant(1), v[0].Constant(0)), mask);

    /// <summary>x with another number at the steps of padding.</summary>
    public static Value Hide(LayerContext context, Value x, Value real, double instead = 0) =>
        Formulas.Map(context.Builder, context.Name + "Real", v => (v[1] > 0).Choose(v[0], v[0].Constant(instead)), x, real);

    // The first axis of steps has the value's mask; another the one that all values of its length have.
    private static Mask? Find(LayerContext context, Value x, int axis)
    {
        if (x.Type.Axes[axis].Role != AxisRole.Time)
        {
            return null;
        }

        if (x.Type.Axes.ToList().FindIndex(each => each.Role == AxisRole.Time) == axis && x.Mask is { } own)
        {
            return own;
        }

        Mask[] known = [.. context.Known.Where(value => !value.IsUnknown && value.Mask is not null && value.Type.Time!.Size.Equals(x.Type.Axes[axis].Size)).Select(value => value.Mask!).Distinct()];
        return known.Length == 1 ? known[0] : null;
    }
}
