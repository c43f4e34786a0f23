using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Convolutions and pools of images.</summary>
internal sealed partial class KernelEmitter
{
    public override void Conv2d(Conv2dOp op, Node node)
    {
        var arguments = new List<string>
        {
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node, 2, "bias"), method.Use(node.Output), "B", Shape(op.Sizes),
        };
        if (op.Pool is { } pool)
        {
            arguments.Add(Shape(pool.Sizes));
            arguments.Add("isMax: " + (pool.IsMax ? "true" : "false"));
        }

        if (op.Activation != Ops.Activation.None)
        {
            arguments.Add("activation: " + Name(op.Activation));
        }

        if (node.Outputs.Count > 1 && method.IsPlaced(node.Outputs[1]))
        {
            arguments.Add("preActivation: " + method.Use(node.Outputs[1]));
        }

        Call(node, op.Pool is null ? "ConvolutionKernels.Forward" : "ConvolutionKernels.ForwardPooled", [.. arguments]);
    }

    public override void Conv2dBackwardInput(Conv2dBackwardInputOp op, Node node) =>
        Call(node, "ConvolutionKernels.BackwardInput", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), "B", Shape(op.Sizes));

    public override void Conv2dBackwardWeight(Conv2dBackwardWeightOp op, Node node) => Call(
        node,
        "ConvolutionKernels.BackwardWeight",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        Gradient(node.Input(2)),
        node.Has(3) ? Gradient(node.Input(3)) : "dBias: default",
        "B",
        Shape(op.Sizes));

    // The transpose of a convolution is that convolution's backward pass, and the other way round.
    public override void ConvTranspose2d(ConvTranspose2dOp op, Node node) => Call(
        node,
        "ConvolutionKernels.BackwardInput",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), "B", Shape(op.Sizes),
            .. node.Has(2) ? ["bias: " + method.Use(node.Input(2))] : System.Array.Empty<string>(),
        ]);

    public override void ConvTranspose2dBackwardInput(ConvTranspose2dBackwardInputOp op, Node node) => Call(
        node,
        "ConvolutionKernels.Forward",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        "bias: default",
        method.Use(node.Output),
        "B",
        Shape(op.Sizes));

    public override void ConvTranspose2dBackwardWeight(ConvTranspose2dBackwardWeightOp op, Node node)
    {
        Call(
            node,
            "ConvolutionKernels.BackwardWeight",
            method.Use(node.Input(1)),
            method.Use(node.Input(0)),
            Gradient(node.Input(2)),
            "dBias: default",
            "B",
            Shape(op.Sizes));
        if (node.Has(3))
        {
            Value dy = node.Input(0);
            string bias = node.Input(3).Parameter!.Member;
            method.Call(
                $"{dy.Name} {dy.Type.SizesText} -> {bias}.Gradient {node.Input(3).Type.SizesText}",
                "Cpu::ConvolutionKernels.BackwardBias",
                "team",
                method.Use(dy),
                Gradient(node.Input(3)),
                "B",
                Size(dy, 1),
                Area(dy.Type));
        }
    }

    public override void WindowPool(WindowPoolOp op, Node node) =>
        Call(node, $"WindowPoolKernels.{(op.IsMax ? "Max" : "Mean")}", method.Use(node.Input(0)), method.Use(node.Output), Planes(node.Output), Shape(op.Sizes));

    public override void WindowPoolBackward(WindowPoolBackwardOp op, Node node)
    {
        string[] x = op.IsMax ? [method.Use(node.Input(1))] : [];
        Call(
            node,
            $"WindowPoolKernels.{(op.IsMax ? "Max" : "Mean")}Backward",
            [method.Use(node.Input(0)), .. x, method.Use(node.Output), Planes(node.Output), Shape(op.Sizes)]);
    }

    private static string Planes(Value image) => (image.Type.Axes[0].Size * image.Type.Axes[1].Size).ToString();

    private static string Shape(WindowSizes s) =>
        $"new({Literals.Int(s.Height)}, {Literals.Int(s.Width)}, Size: {Literals.Int(s.Size)}, Stride: {Literals.Int(s.Stride)}{Option("Padding", s.Padding, 0)})";

    private static string Shape(ConvolutionSizes s) =>
        $"new({Literals.Int(s.Channels)}, {Literals.Int(s.Height)}, {Literals.Int(s.Width)}, Filters: {Literals.Int(s.Filters)}, Kernel: {Literals.Int(s.Kernel)}"
        + Option("Stride", s.Stride, 1)
        + Option("Padding", s.Padding, 0)
        + Option("EndPadding", s.EndPadding, 0)
        + Option("Dilation", s.Dilation, 1)
        + Option("Groups", s.Groups, 1)
        + ")";

    private static string Option(string name, long value, long otherwise) => value == otherwise ? "" : $", {name}: {Literals.Int(value)}";
}
