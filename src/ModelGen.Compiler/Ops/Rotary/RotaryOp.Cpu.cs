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
        [cpu.Use(node.Input(0)), cpu.Use(node.Output), Batch(node), Time(node), .. Heads.Cpu, "rotaryBase: " + Literals.Float(Base), .. cpu.Start(AtPosition)]);
}

public sealed partial class RotaryGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "RotaryKernels.Backward",
        [cpu.Use(node.Input(0)), cpu.Use(node.Output), Batch(node), Time(node), .. Heads.Cpu, "rotaryBase: " + Literals.Float(Base)]);
}
