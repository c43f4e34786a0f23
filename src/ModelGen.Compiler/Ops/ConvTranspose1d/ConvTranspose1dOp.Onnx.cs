using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose1d;

public sealed partial class ConvTranspose1dOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        string[] sizes = ["kernel: " + Literals.Int(Windows.Kernel), "stride: " + Literals.Int(Windows.Stride), "padding: " + Literals.Int(Windows.Padding), "outputPadding: " + Literals.Int(OutputPadding)];
        onnx.Call(node, "ConvTranspose1d", [onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), .. sizes]);
    }
}
