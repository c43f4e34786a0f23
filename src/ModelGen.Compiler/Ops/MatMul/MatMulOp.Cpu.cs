using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.MatMul;

public sealed partial class MatMulOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "MatMulKernels.Multiply",
        [cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), .. MatMulSizes.Of(node.Input(0).Type, node.Input(1).Type).Forward]);
}

public sealed partial class MatMulGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        (string dy, string other) = (cpu.Use(node.Input(0)), cpu.Use(node.Input(1)));
        cpu.Call(
            node,
            "MatMulKernels.Multiply",
            IsFirst
                ? [dy, other, cpu.Use(node.Output), .. MatMulSizes.Of(Type, node.Input(1).Type).First]
                : [other, dy, cpu.Use(node.Output), .. MatMulSizes.Of(node.Input(1).Type, Type).Second]);
    }
}
