using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Embedding;

public sealed partial class EmbeddingOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        // The table's row of padding may hold anything: a weight file's.
        string padding = Padding < 0 ? "" : $".masked_fill({torch.X(node)}.eq({Literals.Int(Padding)}).unsqueeze(-1), 0.0)";
        if (!node.Has(3))
        {
            torch.Forward.Assign(node.Output, $"{torch.Called(node)}.call({torch.X(node)}){padding}");
            return;
        }

        // Ids from the vocabulary's size on are those of the second segment.
        string ids = torch.X(node);
        string segments = torch.Forward.Local("segments");
        string vocabulary = node.Input(1).Type.Axes[0].Size.ToString();
        string words = torch.Called(node);
        torch.Forward.Line($"Sharp::torch.Tensor {segments} = {ids}.ge({vocabulary}).to(Sharp::torch.ScalarType.Int64);", node.Input(0).Type.SizesText);
        torch.Forward.Assign(node.Output, $"{(padding.Length > 0 ? "(" : "")}{words}.call({ids} - {segments} * {vocabulary}) + {torch.Forward.Called(torch.Model.Owner(node, 3).Stems[0])}.call({segments}){(padding.Length > 0 ? ")" + padding : "")}");
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => TorchText.Embedding(rows, parameter);
}
