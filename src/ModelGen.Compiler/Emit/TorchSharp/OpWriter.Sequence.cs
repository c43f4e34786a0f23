using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Windows over time. libtorch has features before steps, so [B, T, F] is turned on the way in and out.</summary>
internal sealed partial class OpWriter
{
    public override void Conv1d(Conv1dOp op, Node node)
    {
        string x = $"{X(node)}.transpose(1, 2)";
        long more = op.Windows.EndPadding - op.Windows.Padding;
        if (more != 0)
        {
            x = $"{Functional}pad({x}, {Longs(0, more)})";
        }

        forward.Assign(node.Output, $"{Module(node)}.call({x}).transpose(1, 2)");
    }

    public override void TimePool(TimePoolOp op, Node node)
    {
        string windows = Arguments(op.Windows.Kernel, op.Windows.Stride, op.Windows.Padding);
        forward.Assign(node.Output, node.Has(1)
            ? $"{Helper((op.IsMax ? "Max" : "Mean") + "OverWindows")}({X(node)}, {forward.Use(node.Input(1))}, {windows})"
            : $"{Functional}{(op.IsMax ? "max" : "avg")}_pool1d({X(node)}.transpose(1, 2), {windows}).transpose(1, 2)");
    }

    public override void WindowMask(WindowMaskOp op, Node node)
    {
        TimeWindows windows = op.Windows;
        string arguments = Arguments(windows.Kernel, windows.Stride, windows.Padding, windows.EndPadding, windows.Dilation);
        forward.Assign(node.Output, $"{Helper("WindowMask")}({X(node)}, {arguments})", node.Output.Type.SizesText + ", true where a step of the window is real");
    }
}
