using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.MatMul;

public sealed partial class MatMulOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        (bool isRow, bool isColumn) = Vectors(node);
        onnx.Call(node, "MatMul", onnx.Operand(node, 0), onnx.Operand(node, 1), "isRow: " + Literals.Bool(isRow), "isColumn: " + Literals.Bool(isColumn));
    }
}
