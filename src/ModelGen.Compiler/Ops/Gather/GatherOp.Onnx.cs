using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Gather;

public sealed partial class GatherOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "Gather", onnx.Operand(node, 0), onnx.Use(node, 1), "isShared: " + Literals.Bool(GatherSizes.First(node.Input(0).Type) == 0));
}
