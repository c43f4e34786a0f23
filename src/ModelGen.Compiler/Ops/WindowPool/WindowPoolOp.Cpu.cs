using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.WindowPool;

public sealed partial class WindowPoolOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, $"WindowPoolKernels.{(IsMax ? "Max" : "Mean")}", cpu.Use(node.Input(0)), cpu.Use(node.Output), Planes(node.Output), Sizes.Cpu);
}

public sealed partial class WindowPoolGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string[] x = IsMax ? [cpu.Use(node.Input(1))] : [];
        cpu.Call(
            node,
            $"WindowPoolKernels.{(IsMax ? "Max" : "Mean")}Backward",
            [cpu.Use(node.Input(0)), .. x, cpu.Use(node.Output), Planes(node.Output), Sizes.Cpu]);
    }
}
