using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TextNumbers;

public sealed partial class TextNumbersOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string ids = torch.X(node), ends = $"{ids}.eq({Literals.Int(Separator)}).to(Sharp::torch.ScalarType.Int64)";
        string real = Padding < 0 ? "" : $" * {ids}.ne({Literals.Int(Padding)}).to(Sharp::torch.ScalarType.Int64)";
        torch.Forward.Assign(node.Output, $"({ends}.cumsum(1) - {ends} + 1){real}", node.Output.Type.SizesText + ", from 1");
    }
}
