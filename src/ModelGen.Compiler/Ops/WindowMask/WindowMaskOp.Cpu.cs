using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.WindowMask;

public sealed partial class WindowMaskOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Method.Call(
        NodeText.Comment(node),
        "Cpu::TimeWindowKernels.Mask",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Output),
        Batch(node),
        node.Input(0).Type.Axes[1].Size.ToString(),
        "windows: " + node.Output.Type.Axes[1].Size,
        "span: " + Literals.Int(Windows.Span),
        "stride: " + Literals.Int(Windows.Stride),
        "padding: " + Literals.Int(Windows.Padding + Windows.EndPadding));
}
