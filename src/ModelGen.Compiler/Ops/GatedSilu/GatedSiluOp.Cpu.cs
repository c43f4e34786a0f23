using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.GatedSilu;

public sealed partial class GatedSiluOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "GatedSiluKernels.Forward", cpu.Use(node.Input(0)), cpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}

public sealed partial class GatedSiluGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "GatedSiluKernels.Backward", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Rows(node.Input(0)), Last(node.Input(0)));
}
