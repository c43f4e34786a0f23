using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Linear;

public sealed partial class LinearOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        bool keeps = node.Outputs.Count > 1 && gpu.IsPlaced(node.Outputs[1]);
        var kernel = new ProductKernel(ProductForm.Forward, Extent(node.Input(1), 0), Extent(node.Input(1), 1), node.Has(2), Activation, keeps, node.Has(3));
        string[] kept = keeps ? [gpu.Use(node.Outputs[1])] : [];
        if (gpu.Tensors is { } tensors)
        {
            // The launcher takes the product in 32 bits where there are no tensor cores.
            gpu.Kernels.Use(kernel);
            gpu.Launch(node, new TensorProduct(kernel, tensors.IsRounded(node.Input(0)), tensors.IsRounded(node.Output)),
                ["tensors", gpu.Use(node.Input(0)), "p." + node.Input(1).Parameter!.Member, .. gpu.If(node, 2), gpu.Use(node.Output), .. kept, .. gpu.If(node, 3), Rows(node.Input(0))]);
            return;
        }

        gpu.Launch(node, kernel, [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), .. gpu.If(node, 2), gpu.Use(node.Output), .. kept, .. gpu.If(node, 3), Rows(node.Input(0))]);
    }
}

public sealed partial class LinearInputGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        var kernel = new ProductKernel(ProductForm.BackwardInput, Extent(node.Input(1), 0), Extent(node.Input(1), 1), Bias: false, Activation, Keeps: false, node.Has(3));
        if (gpu.Tensors is not null)
        {
            gpu.Kernels.Use(kernel);
            gpu.Launch(node, new TensorGradientProduct(kernel),
                ["tensors", gpu.Use(node.Input(0)), "p." + node.Input(1).Parameter!.Member, gpu.Use(node.Output), .. gpu.If(node, 2), .. gpu.If(node, 3), Rows(node.Input(0))]);
            return;
        }

        gpu.Launch(node, kernel, [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), .. gpu.If(node, 2), .. gpu.If(node, 3), Rows(node.Input(0))]);
    }
}

public sealed partial class LinearWeightGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        var kernel = new ProductKernel(ProductForm.BackwardWeight, Extent(node.Input(2), 0), Extent(node.Input(2), 1), node.Has(3), Activation.None, Keeps: false, Adds: false);
        string[] bias = node.Has(3) ? [gpu.Gradient(node.Input(3))] : [];
        if (gpu.Tensors is not null)
        {
            gpu.Kernels.Use(kernel);
            gpu.Launch(node, new TensorGradientProduct(kernel), ["tensors", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), .. bias, gpu.Gradient(node.Input(2)), Rows(node.Input(0))]);
            return;
        }

        gpu.Launch(node, kernel, [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), .. bias, gpu.Gradient(node.Input(2)), Rows(node.Input(0))]);
    }
}
