using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TextNumbers;

public sealed partial class TextNumbersOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "TextNumbers", onnx.Use(node, 0), Literals.Int(Separator), Literals.Int(Padding));
}
