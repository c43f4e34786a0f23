using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.ParameterGradient;

public sealed partial class ParameterGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string sum = cpu.Gradient(node.Input(1));
        cpu.Call(node, "ElementwiseKernels.Add", sum, cpu.Use(node.Input(0)), sum, Count(node.Input(1)));
    }
}
