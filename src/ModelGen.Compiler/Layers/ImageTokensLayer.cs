using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Position;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.Transpose;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// An image's patches, read row by row, as the steps of a sequence behind a learned first one, with learned positions (Dosovitskiy et al. 2020, arXiv:2010.11929): [C, H, W] -> [T:1 + H·W, F:C]. Of the
/// preset alone; the patches are a convolution before it.
/// </summary>
internal sealed class ImageTokensLayer : Layer
{
    public override string Kind => "ImageTokens";

    public override bool IsNamed => true;

    public override System.Collections.Generic.IReadOnlyList<string> WeightForms(LayerContext context) => ["{first,positions}"];

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Deviation("InitStd", 1, out double deviation) || x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        (Axis batch, long width) = (x.Type.Axes[0], x.Type.Axes[1].Size.Constant);
        long patches = Sizes.Product(x.Type.Axes[2].Size.Constant, x.Type.Axes[3].Size.Constant);
        if (!context.Fits("", patches + 1, width))
        {
            return LayerContext.Unknown;
        }

        Axis Steps(long count) => new(AxisRole.Time, Dim.Of(count), count);
        Value flat = context.Builder.Add(new ReshapeOp(TensorType.F32(batch, Axis.Plain(width), Axis.Plain(patches))), "flat", x);
        Value rows = context.Builder.Add(new TransposeOp(1, 2), "rows", flat);
        Value steps = context.Builder.Add(new ReshapeOp(TensorType.F32(batch, Steps(patches), Axis.Feature(width))), "patches", rows);

        // The first step is the same for all images: a position's row, on nothing.
        Value some = context.Builder.Add(new SliceOp(1, Dim.Of(0), Steps(1)), "some", steps);
        Value nothing = context.Builder.Add(new ElementwiseOp(Functions.Multiply, 0), "nothing", some);
        Value cls = context.Declare(["First"], context.Map(0, "first"), Initial.Zeros, [1, width], leading: 1);
        Value first = context.Builder.Add(new PositionOp(), "first", nothing, cls);
        Value all = context.Builder.Add(new ConcatenateOp(1), "all", first, steps);
        Value table = context.Declare(["Positions"], context.Map(1, "positions"), Initial.Normal(deviation), [patches + 1, width], leading: 1);
        return context.Builder.Add(new PositionOp(), context.Name, all, table);
    }
}
