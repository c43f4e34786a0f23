using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Pad2d;

public sealed partial class Pad2dOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, $"{TorchText.Functional}pad({torch.X(node)}, {TorchText.Longs(Left, Right, Top, Bottom)})");
}
