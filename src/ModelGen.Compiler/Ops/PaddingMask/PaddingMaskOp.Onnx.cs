using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.PaddingMask;

public sealed partial class PaddingMaskOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "PaddingMask", onnx.Use(node, 0), Literals.Int(Padding));
}
