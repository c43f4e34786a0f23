using System;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Position;

public sealed partial class PositionOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "PositionKernels.Forward",
        [cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), .. cpu.Steps(node, AtPosition), Last(node.Output), .. Offset == 0 ? cpu.Start(AtPosition) : [$"startPosition: {(AtPosition ? cpu.Position + " + " : "")}{Literals.Int(Offset)}"]]);
}

public sealed partial class PositionGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "PositionKernels.Backward", [cpu.Use(node.Input(0)), cpu.Gradient(node.Input(1)), Batch(node), Time(node), Last(node.Input(0)), .. Offset == 0 ? Array.Empty<string>() : [$"startPosition: {Literals.Int(Offset)}"]]);
}
