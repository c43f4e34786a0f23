using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TimePool;

public sealed partial class TimePoolOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        $"TimeWindowKernels.{(IsMax ? "Max" : "Mean")}",
        [cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), Batch(node), .. Windows.CpuPool(node.Input(0).Type, node.Output.Type)]);
}

public sealed partial class TimePoolGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string[] x = IsMax ? [cpu.Use(node.Input(1))] : [];
        cpu.Call(
            node,
            $"TimeWindowKernels.{(IsMax ? "Max" : "Mean")}Backward",
            [cpu.Use(node.Input(0)), .. x, cpu.Use(node, 2, "mask"), cpu.Use(node.Output), Batch(node), .. Windows.CpuPool(Type, node.Input(0).Type)]);
    }
}
