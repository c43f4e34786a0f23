using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TakeLast;

public sealed partial class TakeLastOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "TakeLast", [onnx.Use(node, 0), .. onnx.Mask(node, 1)]);
}
