using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Concatenate;

public sealed partial class ConcatenateOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        foreach ((Value input, Move move) in Moves(node))
        {
            cpu.Move($"{input.Name} {input.Type.SizesText} -> part of {node.Output.Name} {node.Output.Type.SizesText}", cpu.Use(input), cpu.Use(node.Output), move);
        }
    }
}
