using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Recurrent;

public sealed partial class RecurrentOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        bool isPlain = Kind == RecurrentKind.Rnn;
        cpu.Call(
            node,
            "RecurrentKernels.Forward",
            [
                "Cpu::RecurrentKind." + Kind, cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node, 3, "mask"), cpu.Use(node.Output),
                isPlain ? "gates: default" : cpu.Use(node.Outputs[1], "gates"), isPlain ? "cells: default" : cpu.Use(node.Outputs[2], "cells"),
                Batch(node), Time(node), "hidden: " + Literals.Int(Hidden), .. CpuDirection,
            ]);
    }

    internal string[] CpuDirection => Reverse ? ["reverse: true"] : [];
}

public sealed partial class RecurrentGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "RecurrentKernels.Backward",
        [
            "Cpu::RecurrentKind." + Forward.Kind, cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node, 2, "mask"), cpu.Use(node.Input(3)), cpu.Use(node, 4, "gates"),
            cpu.Use(node, 5, "cells"), cpu.Use(node.Output), node.Outputs.Count > 1 ? cpu.Use(node.Outputs[1]) : "dState: default",
            Batch(node), Time(node), "hidden: " + Literals.Int(Forward.Hidden), .. Forward.CpuDirection,
        ]);
}

public sealed partial class RecurrentWeightGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "RecurrentKernels.BackwardWeight",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Gradient(node.Input(2)), cpu.Gradient(node.Input(3)),
            Batch(node), Time(node), "width: " + Size(node.Input(2), 0), "hidden: " + Size(node.Input(2), 1), .. Reverse ? ["reverse: true"] : System.Array.Empty<string>(),
        ]);
}
