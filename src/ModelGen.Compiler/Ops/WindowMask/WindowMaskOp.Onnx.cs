using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowMask;

public sealed partial class WindowMaskOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "WindowMask", onnx.Use(node, 0), Literals.Int(Windows.Span), Literals.Int(Windows.Stride), Literals.Int(Windows.Padding + Windows.EndPadding));
}
