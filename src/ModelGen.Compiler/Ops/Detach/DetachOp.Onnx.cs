using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Detach;

public sealed partial class DetachOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Apply", Literals.Text("Identity"), onnx.Operand(node, 0));
}
