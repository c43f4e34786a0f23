using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>Each op as a launch, with its shapes in a comment: of a kernel of the support code, or of one with the model's constants.</summary>
/// <param name="tensors">For a pass in 16 bits.</param>
internal sealed partial class OpEmitter(MethodWriter method, KernelSet kernels, TensorPlan? tensors = null) : Emitter
{
    private const string Empty = "device.Empty";

    public override void Linear(LinearOp op, Node node)
    {
        bool keeps = node.Outputs.Count > 1 && method.IsPlaced(node.Outputs[1]);
        var kernel = new ProductKernel(ProductForm.Forward, Size(node.Input(1), 0), Size(node.Input(1), 1), node.Has(2), op.Activation, keeps, node.Has(3));
        if (tensors is not null)
        {
            TensorLinear(tensors, kernel, node);
            return;
        }

        Launch(node, kernel,
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), .. If(node, 2), method.Use(node.Output),
            .. keeps ? [method.Use(node.Outputs[1])] : new string[0], .. If(node, 3), Rows(node.Input(0)),
        ]);
    }

    public override void LinearBackwardInput(LinearBackwardInputOp op, Node node)
    {
        var kernel = new ProductKernel(ProductForm.BackwardInput, Size(node.Input(1), 0), Size(node.Input(1), 1), Bias: false, op.Activation, Keeps: false, node.Has(3));
        Launch(node, kernel, [method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), .. If(node, 2), .. If(node, 3), Rows(node.Input(0))]);
    }

    public override void LinearBackwardWeight(LinearBackwardWeightOp op, Node node)
    {
        var kernel = new ProductKernel(ProductForm.BackwardWeight, Size(node.Input(2), 0), Size(node.Input(2), 1), node.Has(3), Ops.Activation.None, Keeps: false, Adds: false);
        string[] bias = node.Has(3) ? [Gradient(node.Input(3))] : [];
        Launch(node, kernel, [method.Use(node.Input(0)), method.Use(node.Input(1)), .. bias, Gradient(node.Input(2)), Rows(node.Input(0))]);
    }

    public override void Activation(ActivationOp op, Node node) =>
        Call(node, "ElementwiseKernels.Activation", Name(op.Activation), method.Use(node.Input(0)), method.Use(node.Output), Count(node.Output));

    public override void ActivationBackward(ActivationBackwardOp op, Node node) =>
        Call(node, "ElementwiseKernels.ActivationBackward", Name(op.Activation), method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Count(node.Output));

    public override void SlopedActivation(SlopedActivationOp op, Node node) =>
        Call(node, $"SlopedActivationKernels.{op.Kind}", method.Use(node.Input(0)), method.Use(node.Output), Count(node.Output), Literals.Float(op.Argument));

    public override void SlopedActivationBackward(SlopedActivationBackwardOp op, Node node) => Call(
        node,
        $"SlopedActivationKernels.{op.Kind}Backward",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Output),
        Count(node.Output),
        Literals.Float(op.Argument));

    public override void Add(AddOp op, Node node) =>
        Call(node, "ElementwiseKernels.Add", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Count(node.Output));

    public override void GatedSilu(GatedSiluOp op, Node node) =>
        Call(node, "ElementwiseKernels.GatedSilu", method.Use(node.Input(0)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void GatedSiluBackward(GatedSiluBackwardOp op, Node node) =>
        Call(node, "ElementwiseKernels.GatedSiluBackward", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Rows(node.Input(0)), Last(node.Input(0)));

    public override void Softmax(SoftmaxOp op, Node node) =>
        Call(node, "SoftmaxKernels.Forward", method.Use(node.Input(0)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void SoftmaxBackward(SoftmaxBackwardOp op, Node node) =>
        Call(node, "SoftmaxKernels.Backward", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void LogSoftmax(LogSoftmaxOp op, Node node) =>
        Call(node, "LogSoftmaxKernels.Forward", method.Use(node.Input(0)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void LogSoftmaxBackward(LogSoftmaxBackwardOp op, Node node) =>
        Call(node, "LogSoftmaxKernels.Backward", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void LayerNorm(LayerNormOp op, Node node)
    {
        string[] statistics = method.IsPlaced(node.Outputs[1]) ? [method.Use(node.Outputs[1]), method.Use(node.Outputs[2])] : [];
        Call(node, "NormKernels.LayerNorm",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Input(2)), method.Use(node.Output), .. statistics,
            Rows(node.Output), Last(node.Output), Literals.Float(op.Epsilon),
        ]);
    }

    public override void LayerNormBackward(LayerNormBackwardOp op, Node node) => Call(
        node,
        "NormKernels.LayerNormBackward",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Input(2)),
        method.Use(node.Input(4)),
        method.Use(node.Input(5)),
        Optional(node, 6),
        method.Use(node.Output),
        Gradient(node.Input(2)),
        Gradient(node.Input(3)),
        Rows(node.Output),
        Last(node.Output));

    public override void RmsNorm(RmsNormOp op, Node node)
    {
        string[] statistics = method.IsPlaced(node.Outputs[1]) ? [method.Use(node.Outputs[1])] : [];
        Call(node, "NormKernels.RmsNorm",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), .. statistics, Rows(node.Output), Last(node.Output), Literals.Float(op.Epsilon),
        ]);
    }

    public override void RmsNormBackward(RmsNormBackwardOp op, Node node) => Call(
        node,
        "NormKernels.RmsNormBackward",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Input(2)),
        method.Use(node.Input(3)),
        Optional(node, 4),
        method.Use(node.Output),
        Gradient(node.Input(2)),
        Rows(node.Output),
        Last(node.Output));

    public override void Dropout(DropoutOp op, Node node) => Call(
        node,
        "ElementwiseKernels.Dropout",
        method.Use(node.Input(0)),
        method.Use(node.Output),
        Count(node.Output),
        Literals.Float(op.Rate),
        Key(op.Site));

    public override void Copy(CopyOp op, Node node) =>
        Call(node, "ElementwiseKernels.Copy", method.Use(node.Input(0)), method.Use(node.Output), Count(node.Output));

    // The same memory under another shape: only the comment says so.
    public override void Reshape(ReshapeOp op, Node node) =>
        method.Begin($"{node.Input(0).Name} {node.Input(0).Type.SizesText} is {node.Output.Name} {node.Output.Type.SizesText}");

    public override void Repeat(RepeatOp op, Node node) => method.Calls.Forward(op.Child, node);

    public override void RepeatBackward(RepeatBackwardOp op, Node node) => method.Calls.Backward(op, node);

    private void Call(Node node, string kernel, params string[] arguments) =>
        method.Call(NodeText.Comment(node), "Gpu::" + kernel, ["device", .. arguments]);

    private void Launch(Node node, IKernel kernel, params string[] arguments) =>
        method.Call(NodeText.Comment(node), kernels.Use(kernel), ["device", .. arguments]);

    private string[] If(Node node, int input) => node.Has(input) ? [method.Use(node.Input(input))] : [];

    private string Optional(Node node, int input) => node.Has(input) ? method.Use(node.Input(input)) : Empty;

    private static string Name(Ops.Activation activation) => "Gpu::GpuMath." + activation;

    private static string Gradient(Value parameter) => $"weights.Gradient(p.{parameter.Parameter!.Member})";

    private static string Key(int site) => $"Cpu::CounterRandom.Derive(key, {Literals.Int(site)})";

    private static string Rows(Value value) => value.Type.Rows.ToString();

    private static string Last(Value value) => value.Type.Last.Size.ToString();

    private static string Count(Value value) => value.Type.Count.ToString();

    private static long Size(Value value, int axis) => value.Type.Axes[axis].Size.Constant;
}
