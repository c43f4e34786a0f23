using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GlobalPool;

public sealed partial class GlobalPoolOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(
        node,
        node.Input(0).Type.IsImage ? "GlobalPool" : "PoolOverTime",
        [onnx.Use(node, 0), "isMax: " + Literals.Bool(IsMax), .. onnx.Mask(node, 1)]);
}
