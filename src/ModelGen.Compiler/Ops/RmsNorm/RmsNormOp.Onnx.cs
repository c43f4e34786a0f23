using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.RmsNorm;

public sealed partial class RmsNormOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "RmsNorm", onnx.Use(node, 0), onnx.Use(node, 1), Literals.Float(Epsilon));
}
