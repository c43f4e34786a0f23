using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TimePool;

public sealed partial class TimePoolOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "TimeWindowKernels." + (IsMax ? "Max" : "Mean"),
        gpu.Use(node.Input(0)),
        gpu.Optional(node, 1),
        gpu.Use(node.Output),
        Batch(node),
        Windows.IlgpuPool(node.Input(0).Type, node.Output.Type));
}

public sealed partial class TimePoolGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] x = IsMax ? [gpu.Use(node.Input(1))] : [];
        gpu.Call(
            node,
            $"TimeWindowKernels.{(IsMax ? "Max" : "Mean")}Backward",
            [gpu.Use(node.Input(0)), .. x, gpu.Optional(node, 2), gpu.Use(node.Output), Batch(node), Windows.IlgpuPool(Type, node.Input(0).Type)]);
    }
}
