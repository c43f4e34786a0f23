using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Constant;

public sealed partial class ConstantOp : IIlgpuOp
{
    // Written to the device once, and copied from there.
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ElementwiseKernels.Copy",
        $"device.Constant({Literals.Text(string.Join(" ", System.Linq.Enumerable.Select(Values, value => Literals.Float(value).TrimEnd('f'))))})",
        gpu.Use(node.Output),
        Count(node.Output));
}
