using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowPool;

public sealed partial class WindowPoolOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "WindowPool", onnx.Use(node, 0), "isMax: " + Literals.Bool(IsMax), Literals.Int(Sizes.Size), Literals.Int(Sizes.Stride), Literals.Int(Sizes.Padding));
}
