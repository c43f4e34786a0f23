using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Pad2d;

public sealed partial class Pad2dOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "Pad2d", onnx.Use(node, 0), "top: " + Literals.Int(Top), "bottom: " + Literals.Int(Bottom), "left: " + Literals.Int(Left), "right: " + Literals.Int(Right));
}
