using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv2d;

public sealed partial class Conv2dOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Conv2d", [onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), .. Sizes.Onnx]);
}
