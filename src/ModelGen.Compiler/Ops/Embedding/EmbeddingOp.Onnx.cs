using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Embedding;

public sealed partial class EmbeddingOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "Embedding", onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), onnx.Use(node, 3), Literals.Int(Padding));
}
