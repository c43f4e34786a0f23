using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Conv2d;

public sealed partial class Conv2dOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        // An activation reads what the backward pass wants, too; a pool reads what nobody keeps.
        bool keeps = node.Outputs.Count > 1 && gpu.IsPlaced(node.Outputs[1]);
        string count = $"{Batch(node)} * {Emit.Literals.Int(Sizes.Filters * Sizes.OutHeight * Sizes.OutWidth)}", y = gpu.Use(node.Output);
        string before = keeps ? gpu.Use(node.Outputs[1]) : Pool is null ? y : $"device.Parts({count})";
        gpu.Call(node, "ConvolutionKernels.Forward", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Optional(node, 2), before, Batch(node), Sizes.Ilgpu);
        string active = Pool is null ? y : before;
        if (Activation != Activation.None)
        {
            gpu.Activate(Activation, before, active, count);
        }

        if (Pool is { } pool)
        {
            gpu.Method.Call(pool.Describe(), "Gpu::WindowPoolKernels." + (pool.IsMax ? "Max" : "Mean"), "device", active, y, Planes(node.Output), pool.Sizes.Ilgpu);
        }
    }
}

public sealed partial class Conv2dInputGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ConvolutionKernels.BackwardInput", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), "device.Empty", gpu.Use(node.Output), Batch(node), Sizes.Ilgpu);
}

public sealed partial class Conv2dWeightGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        Value dy = node.Input(0);
        gpu.Call(node, "ConvolutionKernels.BackwardWeight", gpu.Use(dy), gpu.Use(node.Input(1)), gpu.Gradient(node.Input(2)), Batch(node), Sizes.Ilgpu);
        if (node.Has(3))
        {
            gpu.BiasGradient(dy, node.Input(3), Batch(node), Size(dy, 1), Area(dy.Type));
        }
    }
}
