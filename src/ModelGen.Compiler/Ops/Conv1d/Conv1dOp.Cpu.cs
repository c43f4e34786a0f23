using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Conv1d;

public sealed partial class Conv1dOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        var arguments = new List<string>
        {
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node, 2, "bias"), cpu.Use(node.Output), Batch(node), Windows.Cpu(node.Input(0).Type, node.Has(3)),
        };
        if (Activation != Activation.None)
        {
            arguments.Add("activation: Cpu::Activation." + Activation);
        }

        if (node.Outputs.Count > 1 && cpu.IsPlaced(node.Outputs[1]))
        {
            arguments.Add("preActivation: " + cpu.Use(node.Outputs[1]));
        }

        cpu.Call(node, "SequenceConvolutionKernels.Forward", [.. arguments, .. cpu.Mask(node, 3)]);
    }
}

public sealed partial class Conv1dInputGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "SequenceConvolutionKernels.BackwardInput",
        [cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Batch(node), Windows.Cpu(node.Output.Type, node.Has(2)), .. cpu.Mask(node, 2)]);
}

public sealed partial class Conv1dWeightGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "SequenceConvolutionKernels.BackwardWeight",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Gradient(node.Input(2)), node.Has(3) ? cpu.Gradient(node.Input(3)) : "dBias: default", Batch(node),
            Windows.Cpu(node.Input(1).Type, node.Has(4)), .. cpu.Mask(node, 4),
        ]);
}
