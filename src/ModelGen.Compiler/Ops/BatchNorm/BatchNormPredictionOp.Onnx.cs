using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchNorm;

public sealed partial class BatchNormPredictionOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "BatchNorm", onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), onnx.Use(node, 3), onnx.Use(node, 4), Literals.Float(Epsilon), Literals.Bool(node.Input(0).Type.IsImage));
}
