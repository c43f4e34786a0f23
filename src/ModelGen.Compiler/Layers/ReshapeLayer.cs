using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Layers;

internal sealed class ReshapeLayer : Layer
{
    public override string Kind => "Reshape";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Spec.Has("sizes"))
        {
            return LayerContext.Unknown; // half-typed: C# reports it
        }

        long[] sizes = [.. context.Spec.Ints("sizes")];
        if (sizes.Length is not (1 or 3))
        {
            return context.Fail(ErrorId.OutOfRange, "sizes", $"Reshape takes 1 size ([F]) or 3 ([C, H, W]), not {sizes.Length}");
        }

        int wrong = System.Array.FindIndex(sizes, size => size < 1);
        if (wrong >= 0)
        {
            return context.Fail(ErrorId.OutOfRange, $"sizes[{wrong}]", $"Sizes of 'Reshape' must be at least 1, not {LayerText.Number(sizes[wrong])}");
        }

        if (!context.Fits("sizes", sizes) || x.IsUnknown || !FlattenLayer.KnownSizes(context, x))
        {
            return LayerContext.Unknown;
        }

        long wanted = Sizes.Product(sizes);
        long have = Sizes.Product([.. x.Type.Example.Select(axis => axis.Size.Constant)]);
        var type = sizes.Length == 1
            ? TensorType.F32(Axis.Batch, Axis.Feature(sizes[0]))
            : TensorType.F32(
                Axis.Batch,
                new Axis(AxisRole.Channel, Dim.Of(sizes[0])),
                new Axis(AxisRole.Height, Dim.Of(sizes[1])),
                new Axis(AxisRole.Width, Dim.Of(sizes[2])));
        return wanted == have
            ? context.Builder.Add(new ReshapeOp(type), context.Name, x)
            : context.Fail(
                ErrorId.ReshapeMismatch,
                "sizes",
                $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: {type.ExampleText} has {wanted} values, not {have}",
                blamePrevious: true,
                mend: Sizes.Product([.. sizes.Take(sizes.Length - 1)]) is > 0 and var rest && have % rest == 0 ? Mend.Set($"sizes[{LayerText.Number(sizes.Length - 1)}]", have / rest) : null);
    }
}
