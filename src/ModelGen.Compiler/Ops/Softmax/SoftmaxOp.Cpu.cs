using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Softmax;

public sealed partial class SoftmaxOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "SoftmaxKernels.Forward", cpu.Use(node.Input(0)), cpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}

public sealed partial class SoftmaxGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "SoftmaxKernels.Backward", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}
