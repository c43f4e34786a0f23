using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Tile;

public sealed partial class TileOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(node.Output, $"{torch.X(node)}.repeat({string.Join(", ", node.Input(0).Type.Axes.Select((_, i) => i == Axis ? Literals.Int(Times) : "1"))})");
}
