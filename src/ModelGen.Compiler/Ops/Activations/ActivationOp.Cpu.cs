using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Activations;

public sealed partial class ActivationOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "ActivationKernels.Forward", "Cpu::Activation." + Activation, cpu.Use(node.Input(0)), cpu.Use(node.Output), Count(node.Output));
}

public sealed partial class ActivationGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "ActivationKernels.Backward", "Cpu::Activation." + Activation, cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Count(node.Output));
}
