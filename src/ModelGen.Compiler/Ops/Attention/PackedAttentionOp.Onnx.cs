using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class PackedAttentionOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Attention", [onnx.Use(node, 0), .. Heads.Onnx, "causal: " + Literals.Bool(Causal), .. onnx.Mask(node, 1), .. HasTexts ? ["texts: true"] : new string[0], .. Window == 0 ? [] : new[] { "window: " + Literals.Int(Window) }, .. SoftCap == 0 ? [] : new[] { "softCap: " + Literals.Float(SoftCap) }]);
}
