using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.SlopedActivations;

public sealed partial class SlopedActivationOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Sloped", onnx.Use(node, 0), Literals.Text(Kind.ToString()), Literals.Float(Argument));
}
