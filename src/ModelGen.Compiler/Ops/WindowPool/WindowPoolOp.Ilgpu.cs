using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.WindowPool;

public sealed partial class WindowPoolOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "WindowPoolKernels." + (IsMax ? "Max" : "Mean"), gpu.Use(node.Input(0)), gpu.Use(node.Output), Planes(node.Output), Sizes.Ilgpu);
}

public sealed partial class WindowPoolGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] x = IsMax ? [gpu.Use(node.Input(1))] : [];
        gpu.Call(node, $"WindowPoolKernels.{(IsMax ? "Max" : "Mean")}Backward", [gpu.Use(node.Input(0)), .. x, gpu.Use(node.Output), Planes(node.Output), Sizes.Ilgpu]);
    }
}
