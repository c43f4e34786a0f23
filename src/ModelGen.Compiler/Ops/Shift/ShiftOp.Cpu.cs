using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Shift;

public sealed partial class ShiftOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Method.Call(
            NodeText.Comment(node),
            "Cpu::MoveKernels.Shift",
            [cpu.Use(node.Input(0)), cpu.Use(node.Output), .. ReduceSizes.Of(node.Output.Type, Axis, 1).Sizes, Literals.Int(By), Literals.Float(Fill)]);
}
