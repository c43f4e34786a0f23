using System.Linq;
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
                Batch(node), Time(node), "hidden: " + Literals.Int(Hidden), .. CpuDirection, .. CpuOptional(cpu, node, 4, "start", "startCell"),
            ]);
    }

    internal string[] CpuDirection => Reverse ? ["reverse: true"] : [];

    /// <summary>Arguments of inputs that may be absent.</summary>
    internal static string[] CpuOptional(CpuCalls cpu, Node node, int first, params string[] names) =>
        [.. names.Select((name, i) => (name, Input: first + i)).Where(each => node.Has(each.Input)).Select(each => $"{each.name}: {cpu.Use(node.Input(each.Input))}")];
}

public sealed partial class RecurrentGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        bool isGru = Forward.Kind == RecurrentKind.Gru;
        int next = isGru ? 2 : 1;
        string[] starts = [.. new[] { (Input: 7, Name: "dStart"), (Input: 8, Name: "dStartCell") }
            .Where(start => node.Has(start.Input)).Select(start => (start.Name, Output: node.Outputs[next++])).Where(start => cpu.IsPlaced(start.Output)).Select(start => $"{start.Name}: {cpu.Use(start.Output)}")];
        cpu.Call(
            node,
            "RecurrentKernels.Backward",
            [
                "Cpu::RecurrentKind." + Forward.Kind, cpu.Use(node, 0, "dy"), cpu.Use(node.Input(1)), cpu.Use(node, 2, "mask"), cpu.Use(node.Input(3)), cpu.Use(node, 4, "gates"),
                cpu.Use(node, 5, "cells"), cpu.Use(node.Output), isGru ? cpu.Use(node.Outputs[1]) : "dState: default",
                Batch(node), Time(node), "hidden: " + Literals.Int(Forward.Hidden), .. Forward.CpuDirection, .. RecurrentOp.CpuOptional(cpu, node, 6, "dCells", "start", "startCell"), .. starts,
            ]);
    }
}

public sealed partial class RecurrentWeightGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "RecurrentKernels.BackwardWeight",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Gradient(node.Input(2)), cpu.Gradient(node.Input(3)),
            Batch(node), Time(node), "width: " + Size(node.Input(2), 0), "hidden: " + Size(node.Input(2), 1), .. Reverse ? ["reverse: true"] : System.Array.Empty<string>(),
            .. RecurrentOp.CpuOptional(cpu, node, 4, "start"),
        ]);
}
