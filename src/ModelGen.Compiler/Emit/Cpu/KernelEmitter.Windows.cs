using System.Collections.Generic;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Windows over time.</summary>
internal sealed partial class KernelEmitter
{
    public override void Conv1d(Conv1dOp op, Node node)
    {
        var arguments = new List<string>
        {
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node, 2, "bias"), method.Use(node.Output), "B", Shape(op.Windows, node.Input(0).Type, node.Has(3)),
        };
        if (op.Activation != Ops.Activation.None)
        {
            arguments.Add("activation: " + Name(op.Activation));
        }

        if (node.Outputs.Count > 1 && method.IsPlaced(node.Outputs[1]))
        {
            arguments.Add("preActivation: " + method.Use(node.Outputs[1]));
        }

        Call(node, "SequenceConvolutionKernels.Forward", [.. arguments, .. Mask(node, 3)]);
    }

    public override void Conv1dBackwardInput(Conv1dBackwardInputOp op, Node node) => Call(
        node,
        "SequenceConvolutionKernels.BackwardInput",
        [method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), "B", Shape(op.Windows, op.Type, node.Has(2)), .. Mask(node, 2)]);

    public override void Conv1dBackwardWeight(Conv1dBackwardWeightOp op, Node node) => Call(
        node,
        "SequenceConvolutionKernels.BackwardWeight",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), Gradient(node.Input(2)), node.Has(3) ? Gradient(node.Input(3)) : "dBias: default", "B",
            Shape(op.Windows, node.Input(1).Type, node.Has(4)), .. Mask(node, 4),
        ]);

    public override void TimePool(TimePoolOp op, Node node) => Call(
        node,
        $"TimeWindowKernels.{(op.IsMax ? "Max" : "Mean")}",
        [method.Use(node.Input(0)), method.Use(node, 1, "mask"), method.Use(node.Output), "B", .. Pool(op.Windows, node.Input(0).Type, node.Output.Type)]);

    public override void TimePoolBackward(TimePoolBackwardOp op, Node node)
    {
        string[] x = op.IsMax ? [method.Use(node.Input(1))] : [];
        Call(
            node,
            $"TimeWindowKernels.{(op.IsMax ? "Max" : "Mean")}Backward",
            [method.Use(node.Input(0)), .. x, method.Use(node, 2, "mask"), method.Use(node.Output), "B", .. Pool(op.Windows, op.Type, node.Input(0).Type)]);
    }

    public override void WindowMask(WindowMaskOp op, Node node) => method.Call(
        NodeText.Comment(node),
        "Cpu::TimeWindowKernels.Mask",
        method.Use(node.Input(0)),
        method.Use(node.Output),
        "B",
        node.Input(0).Type.Axes[1].Size.ToString(),
        "windows: " + node.Output.Type.Axes[1].Size,
        "span: " + Literals.Int(op.Windows.Span),
        "stride: " + Literals.Int(op.Windows.Stride),
        "padding: " + Literals.Int(op.Windows.Padding + op.Windows.EndPadding));

    private string[] Mask(Node node, int input) => node.Has(input) ? ["mask: " + method.Use(node.Input(input))] : [];

    private static string[] Pool(TimeWindows windows, TensorType x, TensorType y) =>
    [
        x.Axes[1].Size.ToString(), "windows: " + y.Axes[1].Size, "width: " + x.Last.Size, "size: " + Literals.Int(windows.Kernel), "stride: " + Literals.Int(windows.Stride),
        "padding: " + Literals.Int(windows.Padding),
    ];

    // A padded sequence that is shorter than a window counts as zeros up to it.
    private static string Shape(TimeWindows s, TensorType x, bool isPadded) =>
        $"new({x.Axes[1].Size}, {x.Last.Size}, Filters: {Literals.Int(s.Filters)}, Kernel: {Literals.Int(s.Kernel)}"
        + Option("Stride", s.Stride, 1)
        + Option("Padding", s.Padding, 0)
        + (isPadded && s.Span - s.Padding - s.EndPadding > 1
            ? $", EndPadding: global::System.Math.Max({Literals.Int(s.EndPadding)}, {Literals.Int(s.Span - s.Padding)} - {x.Axes[1].Size})"
            : Option("EndPadding", s.EndPadding, 0))
        + Option("Dilation", s.Dilation, 1)
        + Option("Groups", s.Groups, 1)
        + ")";
}
