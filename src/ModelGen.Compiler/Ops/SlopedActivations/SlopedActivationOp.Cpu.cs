using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.SlopedActivations;

public sealed partial class SlopedActivationOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, $"SlopedActivationKernels.{Kind}", cpu.Use(node.Input(0)), cpu.Use(node.Output), Count(node.Output), Literals.Float(Argument));
}

public sealed partial class SlopedActivationGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, $"SlopedActivationKernels.{Kind}Backward", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Count(node.Output), Literals.Float(Argument));
}
