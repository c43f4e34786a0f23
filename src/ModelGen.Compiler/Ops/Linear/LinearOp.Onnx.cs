using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Linear;

public sealed partial class LinearOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "Linear", onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), Literals.Bool(node.Input(0).Type.Axes.Count == 2));
}
