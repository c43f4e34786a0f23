using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.RecurrentLayers;

public sealed partial class RecurrentLayersOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        string[] weights = [.. Enumerable.Range(1, MaskAt - 1).Select(i => onnx.Use(node, i))];
        string[] kind = [Literals.Text(Kind.ToString()), Literals.Int(Hidden)];
        string all = $"weights: [{string.Join(", ", weights)}]", mask = "mask: " + onnx.Use(node, MaskAt);
        if (!WithState && node.Inputs.Count == MaskAt + 1)
        {
            onnx.Call(node, "Recurrent", [onnx.Use(node, 0), .. kind, "layers: " + Literals.Int(Layers), "bidirectional: " + Literals.Bool(Bidirectional), "sequences: " + Literals.Bool(Sequences), mask, all]);
            return;
        }

        onnx.CallForAll(node, "RecurrentStates", Sequences ? 0 : 1, [onnx.Use(node, 0), .. kind, "layers: " + Literals.Int(Layers), "bidirectional: " + Literals.Bool(Bidirectional), mask, "start: " + onnx.Use(node, MaskAt + 1), "startCell: " + onnx.Use(node, MaskAt + 2), all]);
    }
}
