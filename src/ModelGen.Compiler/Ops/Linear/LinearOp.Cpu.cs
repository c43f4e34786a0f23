using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Linear;

public sealed partial class LinearOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        var arguments = new List<string>
        {
            cpu.Use(node.Input(0)), cpu.Matrix(node.Input(1)), cpu.Use(node, 2, "bias"), cpu.Use(node.Output),
            Rows(node.Input(0)), Size(node.Input(1), 1), Size(node.Input(1), 0),
        };
        if (Activation != Activation.None)
        {
            arguments.Add("activation: Cpu::Activation." + Activation);
        }

        if (node.Outputs.Count > 1 && cpu.IsPlaced(node.Outputs[1]))
        {
            arguments.Add("preActivation: " + cpu.Use(node.Outputs[1]));
        }

        if (node.Has(3))
        {
            arguments.Add("residual: " + cpu.Use(node.Input(3)));
        }

        cpu.Call(node, "LinearKernels.Forward", [.. arguments]);
    }
}

public sealed partial class LinearInputGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        var arguments = new List<string>
        {
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output),
            Rows(node.Input(0)), Size(node.Input(1), 1), Size(node.Input(1), 0),
        };
        if (node.Has(3))
        {
            arguments.Add("residualGradient: " + cpu.Use(node.Input(3)));
        }

        if (node.Has(2))
        {
            arguments.Add("activation: Cpu::Activation." + Activation);
            arguments.Add("preActivation: " + cpu.Use(node.Input(2)));
        }

        cpu.Call(node, "LinearKernels.BackwardInput", [.. arguments]);
    }
}

public sealed partial class LinearWeightGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "LinearKernels.BackwardWeight",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        cpu.WantedGradient(node.Input(2)),
        node.Has(3) ? cpu.WantedGradient(node.Input(3)) : "dBias: default",
        Rows(node.Input(0)),
        Size(node.Input(2), 1),
        Size(node.Input(2), 0));
}
