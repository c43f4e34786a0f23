using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class AttentionOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(
        node,
        "Attention",
        [
            onnx.Use(node, 0), onnx.Use(node, 1), onnx.Use(node, 2), .. Layout(node.Input(0), node.Input(1)).Onnx, "causal: " + Literals.Bool(Causal),
            .. Scale == 0 ? [] : new[] { "scale: " + Literals.Float(Scale) }, .. onnx.Mask(node, 3), .. HasTexts ? ["texts: true"] : new string[0], .. IsRelative ? ["relative: true"] : new string[0], .. node.Has(4) ? new[] { $"{(node.Input(4).Type.DType == DType.Mask ? "sees" : "bias")}: {onnx.Use(node, 4)}" } : [],
            .. Window == 0 ? [] : new[] { "window: " + Literals.Int(Window) }, .. SoftCap == 0 ? [] : new[] { "softCap: " + Literals.Float(SoftCap) },
        ]);
}
