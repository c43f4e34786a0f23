using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Conv2d;

public sealed partial class Conv2dOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        var arguments = new List<string>
        {
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node, 2, "bias"), cpu.Use(node.Output), Batch(node), Sizes.Cpu,
        };
        if (Pool is { } pool)
        {
            arguments.Add(pool.Sizes.Cpu);
            arguments.Add("isMax: " + (pool.IsMax ? "true" : "false"));
        }

        if (Activation != Activation.None)
        {
            arguments.Add("activation: Cpu::Activation." + Activation);
        }

        if (node.Outputs.Count > 1 && cpu.IsPlaced(node.Outputs[1]))
        {
            arguments.Add("preActivation: " + cpu.Use(node.Outputs[1]));
        }

        cpu.Call(node, Pool is null ? "ConvolutionKernels.Forward" : "ConvolutionKernels.ForwardPooled", [.. arguments]);
    }
}

public sealed partial class Conv2dInputGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "ConvolutionKernels.BackwardInput", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Batch(node), Sizes.Cpu);
}

public sealed partial class Conv2dWeightGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "ConvolutionKernels.BackwardWeight",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        cpu.Gradient(node.Input(2)),
        node.Has(3) ? cpu.Gradient(node.Input(3)) : "dBias: default",
        Batch(node),
        Sizes.Cpu);
}
