using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchMean;

public sealed partial class BatchMeanOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node), weights = node.Has(1) ? torch.Forward.Use(node.Input(1)) : "null";
        torch.Forward.Assign(node.Output, $"{torch.Helper("WeightedMean")}({x}, Sharp::torch.ones_like({x}), {weights})");
    }
}
