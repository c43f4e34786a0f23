using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Numbers;

public sealed partial class NumbersOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Numbers", onnx.Use(node, 0));
}
