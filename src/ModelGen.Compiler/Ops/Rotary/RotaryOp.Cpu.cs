using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Rotary;

public sealed partial class RotaryOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "RotaryKernels.Forward",
        [cpu.Use(node.Input(0)), cpu.Use(node.Output), .. cpu.Steps(node, AtPosition), .. Heads.Cpu, CpuFrequencies(Rotation, Heads.Size), .. cpu.Start(AtPosition)]);

    // What is not usual is computed here, in double precision, once and for all.
    internal static string CpuFrequencies(Rotation rotation, int size) =>
        rotation.IsPlain(size) ? "rotaryBase: " + Literals.Float(rotation.Base) : $"frequencies: [{string.Join(", ", rotation.Frequencies.Select(Literals.Double))}]{(rotation.Magnitude == 1 ? "" : $", magnitude: {Literals.Double(rotation.Magnitude)}")}";
}

public sealed partial class RotaryGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "RotaryKernels.Backward",
        [cpu.Use(node.Input(0)), cpu.Use(node.Output), Batch(node), Time(node), .. Heads.Cpu, RotaryOp.CpuFrequencies(Rotation, Heads.Size)]);
}
