using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

public sealed partial class ConvTranspose2dOp : ICpuOp
{
    // The transpose of a convolution is that convolution's backward pass, and the other way round.
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "ConvolutionKernels.BackwardInput",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Batch(node), Sizes.Cpu,
            .. node.Has(2) ? ["bias: " + cpu.Use(node.Input(2))] : System.Array.Empty<string>(),
        ]);
}

public sealed partial class ConvTranspose2dInputGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "ConvolutionKernels.Forward",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        "bias: default",
        cpu.Use(node.Output),
        Batch(node),
        Sizes.Cpu);
}

public sealed partial class ConvTranspose2dWeightGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        cpu.Call(
            node,
            "ConvolutionKernels.BackwardWeight",
            cpu.Use(node.Input(1)),
            cpu.Use(node.Input(0)),
            cpu.Gradient(node.Input(2)),
            "dBias: default",
            Batch(node),
            Sizes.Cpu);
        if (node.Has(3))
        {
            Value dy = node.Input(0);
            string bias = node.Input(3).Parameter!.Member;
            cpu.Method.Call(
                $"{dy.Name} {dy.Type.SizesText} -> {bias}.Gradient {node.Input(3).Type.SizesText}",
                "Cpu::ConvolutionKernels.BackwardBias",
                "team",
                cpu.Use(dy),
                cpu.Gradient(node.Input(3)),
                Batch(node),
                Size(dy, 1),
                Area(dy.Type));
        }
    }
}
