using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Windows over time. libtorch has features before steps, so [B, T, F] is turned on the way in and out.</summary>
internal sealed partial class OpWriter
{
    public override void Conv1d(Conv1dOp op, Node node)
    {
        string x = node.Has(3) ? $"{Alone(op.Windows, node, 3)}.Steps.transpose(1, 2)" : $"{X(node)}.transpose(1, 2)";
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
            ? $"{Helper((op.IsMax ? "Max" : "Mean") + "OverWindows")}({Alone(op.Windows, node, 1)}, {windows})"
            : $"{Functional}{(op.IsMax ? "max" : "avg")}_pool1d({X(node)}.transpose(1, 2), {windows}).transpose(1, 2)");
    }

    public override void WindowMask(WindowMaskOp op, Node node)
    {
        forward.Assign(node.Output, $"{RealWindows(op.Windows, X(node))}.Real", node.Output.Type.SizesText + ", true where the sequence would have the window alone");
    }

    private string Alone(TimeWindows windows, Node node, int mask) => $"{Helper("Alone")}({X(node)}, {forward.Use(node.Input(mask))}, {RealWindows(windows, forward.Use(node.Input(mask)))}, {Literals.Int(Math.Max(windows.Span - windows.Padding - windows.EndPadding, 0))})";

    private string RealWindows(TimeWindows windows, string mask) =>
        $"{Helper("RealWindows")}({mask}, {Arguments(windows.Span, windows.Stride, windows.Padding + windows.EndPadding)})";
}
