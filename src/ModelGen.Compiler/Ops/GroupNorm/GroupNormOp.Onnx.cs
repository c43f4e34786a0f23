using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GroupNorm;

public sealed partial class GroupNormOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "GroupNorm", onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), Literals.Int(Groups), Literals.Float(Epsilon));
}
