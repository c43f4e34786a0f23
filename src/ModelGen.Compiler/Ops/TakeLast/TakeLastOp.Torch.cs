using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TakeLast;

public sealed partial class TakeLastOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, node.Has(1) ? $"{torch.Helper("TakeLast")}({torch.X(node)}, {torch.Forward.Use(node.Input(1))})" : $"{torch.X(node)}.select(1, -1)");
}
