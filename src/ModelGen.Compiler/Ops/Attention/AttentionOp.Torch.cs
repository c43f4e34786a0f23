using System;
using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class AttentionOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        HeadLayout layout = Layout(node.Input(0), node.Input(1));
        string steps = node.Input(1).Type.Axes[1].Size.ToString();
        string[] heads = [.. TorchText.PieceNames(3).Select(torch.Forward.Local)];
        for (int i = 0; i < 3; i++)
        {
            int count = i == 0 ? layout.Count : layout.KeyValue;
            string view = $"reshape({torch.Forward.Batch()}, {torch.Forward.TimeOr(node.Input(i), "-1")}, {Literals.Int(count)}, {Literals.Int(layout.Size)}).transpose(1, 2)";
            torch.Forward.Line($"Sharp::torch.Tensor {heads[i]} = {torch.Forward.Use(node.Input(i))}.{view};", layout.TorchShape(count, i == 0 ? "T" : steps));
        }

        layout.TorchShare(torch, heads, steps);
        if (Scale != 0)
        {
            torch.Forward.Line($"{heads[0]} = {heads[0]} * {TorchText.Double(Scale * Math.Sqrt(layout.Size))};"); // the library divides by √size
        }

        if (Window > 0 && !node.Has(4))
        {
            (string hidden, string seen) = layout.TorchWindow(torch, heads, node.Has(3) ? torch.Forward.Use(node.Input(3)) : "null", Window, HasTexts);
            layout.TorchMix(torch, node, heads, hidden, seen, Dropout, causal: false, SoftCap);
            return;
        }

        // A library without the function takes what is hidden from a bias, which need not be square.
        bool isCausal = Causal && !node.Has(3) && !node.Has(4) && (torch.Features.HasAttention || SoftCap > 0);
        if (isCausal || (!Causal && !node.Has(3) && !node.Has(4)))
        {
            layout.TorchMix(torch, node, heads, "null", "", Dropout, isCausal, SoftCap);
            return;
        }

        (string bias, string sees) = (torch.Forward.Local("bias"), torch.Forward.Local("sees"));
        string Optional(int input) => node.Has(input) ? torch.Forward.Use(node.Input(input)) : "null";
        torch.Forward.Line($"(Sharp::torch.Tensor {bias}, Sharp::torch.Tensor {sees}) = {torch.Helper("AttentionBetween")}({heads[0]}, {heads[1]}, {(HasTexts ? "null" : Optional(3))}, {(HasTexts ? HeadLayout.TorchTexts(torch.Forward.Use(node.Input(3))) : IsRelative ? $"{torch.Helper("AttentionWays")}({Optional(4)})" : Optional(4))}, {Literals.Bool(Causal)});");
        layout.TorchMix(torch, node, heads, bias, sees, Dropout, causal: false, SoftCap);
    }
}
