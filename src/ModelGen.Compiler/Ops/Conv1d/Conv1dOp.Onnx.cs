using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv1d;

public sealed partial class Conv1dOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Conv1d", [onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), .. Windows.Onnx, .. onnx.Mask(node, 3)]);
}
