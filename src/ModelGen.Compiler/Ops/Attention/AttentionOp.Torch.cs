using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class AttentionOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        HeadLayout layout = Heads;
        string[] heads = torch.Heads(node.Input(0), layout);
        if (layout.KeyValue != layout.Count)
        {
            // Query head h reads key-value head h / (heads / kvHeads).
            foreach (string shared in heads.Skip(1))
            {
                torch.Forward.Line($"{shared} = {shared}.repeat_interleave({Literals.Int(layout.Count / layout.KeyValue)}, 1);", layout.TorchShape(layout.Count));
            }
        }

        string function = torch.Features.HasAttention ? TorchText.Functional + "scaled_dot_product_attention" : torch.Helper("ScaledDotProductAttention");
        string dropout = Dropout > 0 ? $"training ? {TorchText.Double(Dropout)} : 0.0" : "0.0";
        string bias = "null";
        string sees = "";
        if (node.Has(1))
        {
            (bias, sees) = (torch.Forward.Local("bias"), torch.Forward.Local("sees"));
            torch.Forward.Line($"var ({bias}, {sees}) = {torch.Helper("AttentionBias")}({torch.Forward.Use(node.Input(1))}, {Literals.Bool(Causal)}, {heads[0]}.dtype);");
        }

        // The last argument is is_causal, which the library spells is_casual; with a mask, the mask has it already.
        string causal = Literals.Bool(Causal && !node.Has(1));
        string call = $"{function}({string.Join(", ", heads)}, {bias}, {dropout}, {causal})";
        torch.Forward.Assign(node.Output, $"{call}{(sees.Length > 0 ? $" * {sees}" : "")}", layout.TorchShape(layout.Count));
        string mixed = torch.Forward.Use(node.Output);
        torch.Forward.Line($"{mixed} = {mixed}.transpose(1, 2).reshape({torch.Forward.Batch()}, {torch.Forward.TimeOr(node.Input(0), "-1")}, {Literals.Int(layout.QueryWidth)});", node.Output.Type.SizesText);
    }
}
