using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchNorm;

public sealed partial class BatchNormOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        torch.Helper("BatchNorm");
        if (!node.Has(5))
        {
            torch.Call(node);
            return;
        }

        torch.Forward.Assign(node.Output, $"{torch.Module(node)}.call({torch.X(node)}, {torch.Forward.Use(node.Input(5))})");
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => new("BatchNorm", $"new BatchNorm({Literals.Int(rows)}, {TorchText.Double(Momentum)}, {TorchText.Double(Epsilon)}, device, dtype)");
}
