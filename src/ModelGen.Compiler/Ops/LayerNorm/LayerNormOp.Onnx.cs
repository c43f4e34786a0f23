using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.LayerNorm;

public sealed partial class LayerNormOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "LayerNorm", onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), Literals.Float(Epsilon));
}
