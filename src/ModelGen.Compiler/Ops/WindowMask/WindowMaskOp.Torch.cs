using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowMask;

public sealed partial class WindowMaskOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, $"{Windows.Real(torch, torch.X(node))}.Real", node.Output.Type.SizesText + ", true where the sequence would have the window alone");
}
