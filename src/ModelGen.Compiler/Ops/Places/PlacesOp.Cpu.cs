using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Places;

public sealed partial class PlacesOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Method.Call(NodeText.Comment(node), "Cpu::IndexKernels.Places", [cpu.Use(node.Output), .. ReduceSizes.Of(Type, Axis, 1).Sizes, .. cpu.Start(AtPosition)]);
}
