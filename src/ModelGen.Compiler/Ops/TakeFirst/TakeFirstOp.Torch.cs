using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TakeFirst;

public sealed partial class TakeFirstOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, node.Has(1) ? $"{torch.Helper("TakeFirst")}({torch.X(node)}, {torch.Forward.Use(node.Input(1))})" : $"{torch.X(node)}.select(1, 0)");
}
