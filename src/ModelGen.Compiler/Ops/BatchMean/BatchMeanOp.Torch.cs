using System.Linq;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchMean;

public sealed partial class BatchMeanOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node), weights = node.Has(1) ? torch.Forward.Use(node.Input(1)) : "null";
        if (!node.Has(2))
        {
            torch.Forward.Assign(node.Output, $"{torch.Helper("WeightedMean")}({x}, Sharp::torch.ones_like({x}), {weights})");
            return;
        }

        string real = torch.Forward.Local("real"), mask = torch.Forward.Use(node.Input(2));
        string wide = string.Concat(Enumerable.Repeat(".unsqueeze(-1)", node.Input(0).Type.Axes.Count - node.Input(2).Type.Axes.Count));
        torch.Forward.Line($"Sharp::torch.Tensor {real} = {mask}{wide}.expand({x}.shape);", "what does not count");
        torch.Forward.Assign(node.Output, $"{torch.Helper("WeightedMean")}({x}.masked_fill({real}.logical_not(), 0), {real}, {weights})");
    }
}
