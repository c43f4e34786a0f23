using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.ConvTranspose1d;

public sealed partial class ConvTranspose1dOp : ICpuOp
{
    // The transpose of a convolution is that convolution's backward pass, and the other way round.
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "SequenceConvolutionKernels.BackwardInput",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Batch(node), Windows.Cpu(node.Output.Type, isPadded: false),
            .. node.Has(2) ? ["bias: " + cpu.Use(node.Input(2))] : System.Array.Empty<string>(),
        ]);
}

public sealed partial class ConvTranspose1dInputGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "SequenceConvolutionKernels.Forward",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        "bias: default",
        cpu.Use(node.Output),
        Batch(node),
        Windows.Cpu(node.Input(0).Type, isPadded: false));
}

public sealed partial class ConvTranspose1dWeightGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        Value dy = node.Input(0);
        cpu.Call(
            node,
            "SequenceConvolutionKernels.BackwardWeight",
            cpu.Use(node.Input(1)),
            cpu.Use(dy),
            cpu.Gradient(node.Input(2)),
            "dBias: default",
            Batch(node),
            Windows.Cpu(dy.Type, isPadded: false));
        if (node.Has(3))
        {
            string bias = node.Input(3).Parameter!.Member;
            cpu.Method.Call(
                $"{dy.Name} {dy.Type.SizesText} -> {bias}.Gradient {node.Input(3).Type.SizesText}",
                "Cpu::SequenceConvolutionKernels.BackwardBias",
                "team",
                cpu.Use(dy),
                cpu.Gradient(node.Input(3)),
                Rows(dy));
        }
    }
}
