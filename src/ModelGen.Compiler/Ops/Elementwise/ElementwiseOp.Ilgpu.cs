using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Elementwise;

public sealed partial class ElementwiseOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] rest = [.. node.Inputs.Select(input => gpu.Use(input!)), gpu.Use(node.Output), Count(node.Output)];
        Broadcast layout = Layout(node);
        if (!layout.IsNone)
        {
            var kernel = new SpreadKernel(Expression, gpu.Kernels.Expressions.Name(Expression), layout.Operands, layout.Sizes.Count);
            gpu.Launch(node, kernel, [.. rest, .. layout.Sizes.Skip(1).Select(size => size.ToString())]);
        }
        else if (Activation != Activation.None)
        {
            gpu.Call(node, "ElementwiseKernels.Activation", ["Gpu::GpuMath." + Activation, .. rest]);
        }
        else if (Slope != Activation.None)
        {
            gpu.Call(node, "ElementwiseKernels.ActivationBackward", ["Gpu::GpuMath." + Slope, .. rest]);
        }
        else if (IsSum)
        {
            gpu.Call(node, "ElementwiseKernels.Add", rest);
        }
        else
        {
            gpu.Launch(node, new ElementwiseKernel(Expression, gpu.Kernels.Expressions.Name(Expression)), rest);
        }
    }
}
