using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Places;

public sealed partial class PlacesOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string[] sizes = ReduceSizes.Of(Type, Axis, 1).Sizes;
        (sizes[0], sizes[1]) = cpu.Method.Steps(sizes[0], sizes[1], AtPosition);
        cpu.Method.Call(NodeText.Comment(node), "Cpu::IndexKernels.Places", [cpu.Use(node.Output), .. sizes, .. cpu.Start(AtPosition)]);
    }
}
