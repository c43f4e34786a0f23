using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TimePool;

public sealed partial class TimePoolOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(
        node,
        "TimePool",
        [onnx.Use(node, 0), "isMax: " + Literals.Bool(IsMax), Literals.Int(Windows.Kernel), Literals.Int(Windows.Stride), Literals.Int(Windows.Padding), .. onnx.Mask(node, 1)]);
}
