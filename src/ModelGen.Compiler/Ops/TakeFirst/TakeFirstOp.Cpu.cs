using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TakeFirst;

public sealed partial class TakeFirstOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "SequenceKernels.TakeFirst", cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}

public sealed partial class TakeFirstGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "SequenceKernels.TakeFirstBackward", cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}
