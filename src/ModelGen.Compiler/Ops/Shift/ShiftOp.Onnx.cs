using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Shift;

public sealed partial class ShiftOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Shift", onnx.Use(node, 0), Literals.Int(Axis), Literals.Int(By), Literals.Float(Fill));
}
