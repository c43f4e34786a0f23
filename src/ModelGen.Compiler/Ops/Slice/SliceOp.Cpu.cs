using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Slice;

public sealed partial class SliceOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Move(NodeText.Comment(node), cpu.Use(node.Input(0)), cpu.Use(node.Output), Move.Part(node.Output.Type, node.Input(0).Type, Along(node.Output.Type), Start, fromWhole: true));
}

public sealed partial class SliceGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string dx = cpu.Use(node.Output);
        cpu.Method.Call("zeros around", "Cpu::MoveKernels.Clear", dx);
        cpu.Move(NodeText.Comment(node), cpu.Use(node.Input(0)), dx, Move.Part(node.Input(0).Type, Type, Axis, Start, fromWhole: false));
    }
}
