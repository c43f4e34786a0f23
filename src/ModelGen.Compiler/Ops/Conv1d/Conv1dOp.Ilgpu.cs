using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Conv1d;

public sealed partial class Conv1dOp : IIlgpuOp
{
    // A sequence is an image of one row.
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (TensorType x, TensorType type) = (node.Input(0).Type, node.Output.Type);
        bool keeps = node.Outputs.Count > 1 && gpu.IsPlaced(node.Outputs[1]);
        string y = gpu.Use(node.Output), before = keeps ? gpu.Use(node.Outputs[1]) : y;
        gpu.Call(
            node,
            "ConvolutionKernels.Forward",
            [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Optional(node, 2), .. Windows.IlgpuMask(gpu, node, 3, x, type), before, Batch(node), Windows.Ilgpu(x, type)]);
        if (Activation != Activation.None)
        {
            gpu.Activate(Activation, before, y, Count(node.Output));
        }
    }
}

public sealed partial class Conv1dInputGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (TensorType x, TensorType y) = (node.Output.Type, node.Input(0).Type);
        gpu.Call(
            node,
            "ConvolutionKernels.BackwardInput",
            [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), "device.Empty", .. Windows.IlgpuMask(gpu, node, 2, x, y), gpu.Use(node.Output), Batch(node), Windows.Ilgpu(x, y)]);
    }
}

public sealed partial class Conv1dWeightGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (Value dy, TensorType x) = (node.Input(0), node.Input(1).Type);
        gpu.Call(
            node,
            "ConvolutionKernels.BackwardWeight",
            [gpu.Use(dy), gpu.Use(node.Input(1)), .. Windows.IlgpuMask(gpu, node, 4, x, dy.Type), gpu.Gradient(node.Input(2)), Batch(node), Windows.Ilgpu(x, dy.Type)]);
        if (node.Has(3))
        {
            gpu.BiasGradient(dy, node.Input(3), Rows(dy), dy.Type.Last.Size.ToString(), "1");
        }
    }
}
