using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.CumulativeSum;

public sealed partial class CumulativeSumOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "CumulativeSum", onnx.Use(node, 0), Literals.Int(Axis));
}
