using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.LogSoftmax;

public sealed partial class LogSoftmaxOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "LogSoftmaxKernels.Forward", cpu.Use(node.Input(0)), cpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}

public sealed partial class LogSoftmaxGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "LogSoftmaxKernels.Backward", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}
