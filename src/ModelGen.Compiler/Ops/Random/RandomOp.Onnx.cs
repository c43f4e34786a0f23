using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Random;

public sealed partial class RandomOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Random", onnx.Use(node, 0), Literals.Bool(IsNormal));
}
