using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.RecurrentLayers;

public sealed partial class RecurrentLayersOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        int mask = node.Inputs.Count - 1;
        string[] weights = [.. Enumerable.Range(1, mask - 1).Select(i => onnx.Use(node, i))];
        string[] kind = [Literals.Text(Kind.ToString()), Literals.Int(Hidden), "layers: " + Literals.Int(Layers), "bidirectional: " + Literals.Bool(Bidirectional), "sequences: " + Literals.Bool(Sequences)];
        onnx.Call(node, "Recurrent", [onnx.Use(node, 0), .. kind, "mask: " + onnx.Use(node, mask), $"weights: [{string.Join(", ", weights)}]"]);
    }
}
