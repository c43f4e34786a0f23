using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Concatenate;

public sealed partial class ConcatenateOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Concatenate", onnx.Use(node, 0), onnx.Use(node, 1));
}
