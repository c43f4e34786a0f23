using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Detach;

public sealed partial class DetachOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(node.Output, $"{torch.X(node)}.detach()");
}
