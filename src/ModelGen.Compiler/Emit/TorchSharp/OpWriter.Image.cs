using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Images, and normalisation over channels.</summary>
internal sealed partial class OpWriter
{
    public override void Conv2d(Conv2dOp op, Node node)
    {
        // The module pads both ends alike; only an even kernel that keeps the size pads more at the end.
        long more = op.Sizes.EndPadding - op.Sizes.Padding;
        string x = more == 0 ? X(node) : $"{Functional}pad({X(node)}, {Longs(0, more, 0, more)})";
        forward.Assign(node.Output, $"{Module(node)}.call({x})");
    }

    public override void ConvTranspose2d(ConvTranspose2dOp op, Node node) => Call(node);

    public override void WindowPool(WindowPoolOp op, Node node)
    {
        WindowSizes sizes = op.Sizes;
        string windows = $"{Longs(sizes.Size, sizes.Size)}, {Longs(sizes.Stride, sizes.Stride)}, {Longs(sizes.Padding, sizes.Padding)}";
        forward.Assign(node.Output, $"{Functional}{(op.IsMax ? "max" : "avg")}_pool2d({X(node)}, {windows})");
    }

    public override void Upsample(UpsampleOp op, Node node)
    {
        TensorType y = node.Output.Type;
        forward.Assign(node.Output, $"{Functional}interpolate({X(node)}, {Longs(y.Axes[2].Size.Constant, y.Axes[3].Size.Constant)})");
    }

    public override void GroupNorm(GroupNormOp op, Node node) => Call(node);

    public override void BatchNorm(BatchNormOp op, Node node)
    {
        Helper("BatchNorm");
        forward.Assign(node.Output, $"{Module(node)}.call({X(node)}{(node.Has(5) ? ", " + forward.Use(node.Input(5)) : "")})");
    }
}
