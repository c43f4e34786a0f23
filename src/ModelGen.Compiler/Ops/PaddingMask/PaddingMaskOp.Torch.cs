using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.PaddingMask;

public sealed partial class PaddingMaskOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, $"{torch.X(node)}.ne({Literals.Int(Padding)})", node.Output.Type.SizesText + ", true where a token is real");
}
