using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;

namespace ModelGen.Compiler.Layers;

/// <summary>Residual, Repeat and Use: a block's layers, once or n times, around a sum or not.</summary>
internal sealed class BlockLayer(string kind) : Layer
{
    public override string Kind => kind;

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("count", out int count, otherwise: 1))
        {
            return LayerContext.Unknown;
        }

        bool isRepeat = kind == "Repeat", isProjected = kind == "Residual" && context.Spec.Bool("Projection");
        Value y = context.Lowering.LowerBlock(context, [x, .. context.More], isRepeat ? count : 1, isRepeat, isProjected ? new Projection(context) : null);
        if (y.IsUnknown || x.IsUnknown || isProjected || kind == "Use")
        {
            return y;
        }

        if (!y.Type.Equals(x.Type))
        {
            string what = isRepeat ? "repeated" : "residual";
            return context.Fail(
                ErrorId.BlockChangesType,
                null,
                $"'{LayerText.Of(context.Spec)}': a {what} block must return its input's type {x.Type.ExampleText}, but it returns {y.Type.ExampleText}",
                mend: x.Type.EndsInFeature && y.Type.EndsInFeature && x.Type.HasTime == y.Type.HasTime && IsNear(x.Type.Last.Size.Constant, y.Type.Last.Size.Constant) ? Mend.Project(x.Type.Last.Size.Constant) : null);
        }

        return isRepeat ? y : context.Builder.Add(new ElementwiseOp(Functions.Add), context.Name, x, y);
    }

    // Widths as far apart as those of a transformer's feed-forward block; beyond, another number was meant.
    private static bool IsNear(long wanted, long given) => System.Math.Max(wanted, given) <= 4 * System.Math.Min(wanted, given);
}
