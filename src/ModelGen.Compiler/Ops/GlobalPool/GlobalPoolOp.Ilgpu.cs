using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.GlobalPool;

public sealed partial class GlobalPoolOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "PoolKernels." + (IsMax ? "Max" : "Mean"),
        [gpu.Use(node.Input(0)), gpu.Optional(node, 1), gpu.Use(node.Output), .. GpuSizes(node.Input(0).Type, node.Output)]);

    internal static string[] GpuSizes(TensorType x, Value pooled) =>
        x.IsImage ? [Count(pooled), Area(x), "1"] : [x.Axes[0].Size.ToString(), x.Axes[1].Size.ToString(), Last(pooled)];
}

public sealed partial class GlobalPoolGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] x = IsMax ? [gpu.Use(node.Input(1))] : [];
        gpu.Call(
            node,
            $"PoolKernels.{(IsMax ? "Max" : "Mean")}Backward",
            [gpu.Use(node.Input(0)), .. x, gpu.Optional(node, 2), gpu.Use(node.Output), .. GlobalPoolOp.GpuSizes(Type, node.Input(0))]);
    }
}
