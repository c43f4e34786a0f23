using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TakeFirst;

public sealed partial class TakeFirstOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "TakeFirst", [onnx.Use(node, 0), .. onnx.Mask(node, 1)]);
}
