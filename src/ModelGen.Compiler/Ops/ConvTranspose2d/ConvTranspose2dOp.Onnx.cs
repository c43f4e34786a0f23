using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

public sealed partial class ConvTranspose2dOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        string[] sizes = ["kernel: " + Literals.Int(Sizes.Kernel), "stride: " + Literals.Int(Sizes.Stride), "padding: " + Literals.Int(Sizes.Padding), "outputPadding: " + Literals.Int(OutputPadding(node))];
        onnx.Call(node, "ConvTranspose2d", [onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), .. sizes]);
    }
}
