using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Recurrent layers.</summary>
internal sealed partial class KernelEmitter
{
    public override void Recurrent(RecurrentOp op, Node node)
    {
        bool isPlain = op.Kind == Ops.RecurrentKind.Rnn;
        Call(
            node,
            "RecurrentKernels.Forward",
            [
                Name(op.Kind), method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Input(2)), method.Use(node, 3, "mask"), method.Use(node.Output),
                isPlain ? "gates: default" : method.Use(node.Outputs[1], "gates"), isPlain ? "cells: default" : method.Use(node.Outputs[2], "cells"),
                "B", Time(node), "hidden: " + Literals.Int(op.Hidden), .. Reverse(op.Reverse),
            ]);
    }

    public override void RecurrentBackward(RecurrentBackwardOp op, Node node) => Call(
        node,
        "RecurrentKernels.Backward",
        [
            Name(op.Forward.Kind), method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node, 2, "mask"), method.Use(node.Input(3)), method.Use(node, 4, "gates"),
            method.Use(node, 5, "cells"), method.Use(node.Output), node.Outputs.Count > 1 ? method.Use(node.Outputs[1]) : "dState: default",
            "B", Time(node), "hidden: " + Literals.Int(op.Forward.Hidden), .. Reverse(op.Forward.Reverse),
        ]);

    public override void RecurrentBackwardWeight(RecurrentBackwardWeightOp op, Node node) => Call(
        node,
        "RecurrentKernels.BackwardWeight",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), Gradient(node.Input(2)), Gradient(node.Input(3)),
            "B", Time(node), "width: " + Size(node.Input(2), 0), "hidden: " + Size(node.Input(2), 1), .. Reverse(op.Reverse),
        ]);

    public override void Concatenate(ConcatenateOp op, Node node) => Call(
        node,
        "ColumnKernels.Concatenate",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Output),
        Rows(node.Output),
        Last(node.Input(0)),
        Last(node.Input(1)));

    public override void Slice(SliceOp op, Node node) => Call(
        node,
        "ColumnKernels.Slice",
        method.Use(node.Input(0)),
        method.Use(node.Output),
        Rows(node.Output),
        Last(node.Input(0)),
        "start: " + Literals.Int(op.Start),
        Last(node.Output));

    private static string Name(Ops.RecurrentKind kind) => "Cpu::RecurrentKind." + kind;

    private static string[] Reverse(bool reverse) => reverse ? ["reverse: true"] : [];
}
