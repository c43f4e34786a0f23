using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.LogSoftmax;

public sealed partial class LogSoftmaxOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Softmax", onnx.Use(node, 0), "log: true");
}
