using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.MatMul;

public sealed partial class MatMulOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        (bool isRow, bool isColumn) = Vectors(node);
        string a = torch.X(node) + (isRow ? ".unsqueeze(1)" : ""), b = torch.Forward.Use(node.Input(1)) + (isColumn ? ".unsqueeze(-1)" : "");
        torch.Forward.Assign(node.Output, $"{a}.matmul({b}){(isColumn ? ".squeeze(-1)" : "")}{(isRow ? ".squeeze(1)" : "")}");
    }

    /// <summary>An example's vector that would be taken for a batch: of what has two axes, the first is the batch.</summary>
    private static (bool IsRow, bool IsColumn) Vectors(Node node)
    {
        TensorType a = node.Input(0).Type, b = node.Input(1).Type;
        return (HasBatch(a) && HasBatch(b) && Own(a).Count == 1, HasBatch(b) && Own(b).Count == 1);
    }
}
