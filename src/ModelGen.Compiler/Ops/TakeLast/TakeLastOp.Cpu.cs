using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TakeLast;

public sealed partial class TakeLastOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "SequenceKernels.TakeLast", cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}

public sealed partial class TakeLastGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "SequenceKernels.TakeLastBackward", cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}
