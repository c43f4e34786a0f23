using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reduce;

public sealed partial class ReduceOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "ReduceKernels." + Kind,
        [cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), .. ReduceSizes.Of(node.Input(0).Type, First, Axes).Texts(node.Has(1))]);
}

public sealed partial class ReduceGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string[] forward = node.Has(1) ? [cpu.Use(node.Input(1)), cpu.Use(node.Input(2))] : [];
        cpu.Call(
            node,
            $"ReduceKernels.{(node.Has(1) ? "Extreme" : Kind.ToString())}Backward",
            [cpu.Use(node.Input(0)), .. forward, cpu.Use(node, 3, "mask"), cpu.Use(node.Output), .. ReduceSizes.Of(Type, First, Axes).Texts(node.Has(3))]);
    }
}
