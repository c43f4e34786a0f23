using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Sinusoidal;

public sealed partial class SinusoidalOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "Sinusoidal", onnx.Use(node, 0), Literals.Int(node.Input(0).Type.Time!.Maximum), Literals.Int(node.Output.Type.Last.Size.Constant));
}
