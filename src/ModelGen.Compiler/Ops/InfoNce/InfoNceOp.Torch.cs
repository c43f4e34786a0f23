using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.InfoNce;

public sealed partial class InfoNceOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string similar = torch.Forward.Local("similarities");
        string Unit(int input) => $"{TorchText.Functional}normalize({torch.Forward.Use(node.Input(input))}, dim: -1)";
        torch.Forward.Line($"Sharp::torch.Tensor {similar} = {Unit(0)}.matmul({Unit(1)}.transpose(0, 1)) / {TorchText.Double(Temperature)};", "[B, B]");
        string Own(string axis) => $"{similar}.log_softmax({axis}).diagonal()";
        torch.Forward.Assign(node.Output, IsSymmetric ? $"({Own("1")} + {Own("0")}) * -0.5" : $"-{Own("1")}");
    }
}
