using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Tile;

public sealed partial class TileOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Tile", [onnx.Use(node, 0), .. node.Input(0).Type.Axes.Select((_, i) => i == Axis ? Literals.Int(Times) : "1")]);
}
