using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Reshape;

public sealed partial class ReshapeOp : ICpuOp
{
    // The same memory under another shape: only the comment says so.
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Method.Begin($"{node.Input(0).Name} {node.Input(0).Type.SizesText} is {node.Output.Name} {node.Output.Type.SizesText}");
}
