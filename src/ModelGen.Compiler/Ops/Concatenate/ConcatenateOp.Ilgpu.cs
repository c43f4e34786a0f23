using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Concatenate;

public sealed partial class ConcatenateOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        foreach ((Value input, Move move) in Moves(node))
        {
            gpu.Move($"{input.Name} {input.Type.SizesText} -> part of {node.Output.Name} {node.Output.Type.SizesText}", gpu.Use(input), gpu.Use(node.Output), move);
        }
    }
}
