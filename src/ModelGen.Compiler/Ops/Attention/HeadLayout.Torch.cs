using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial record HeadLayout
{
    /// <summary>What comments say of so many heads.</summary>
    internal string TorchShape(int heads, string steps = "T") => $"[B, {Literals.Int(heads)}, {steps}, {Literals.Int(Size)}]";

    /// <summary>Query head h reads key-value head h / (heads / kvHeads).</summary>
    internal void TorchShare(TorchStatements torch, string[] heads, string steps = "T")
    {
        foreach (string shared in KeyValue == Count ? [] : heads.Skip(1))
        {
            torch.Forward.Line($"{shared} = {shared}.repeat_interleave({Literals.Int(Count / KeyValue)}, 1);", TorchShape(Count, steps));
        }
    }

    /// <summary>What hides the keys behind a query and those before its window.</summary>
    /// <param name="mask">Which keys are real, or <c>null</c>.</param>
    /// <param name="texts">The mask numbers texts, which do not see each other.</param>
    internal (string Bias, string Sees) TorchWindow(TorchStatements torch, string[] heads, string mask, int window, bool texts)
    {
        (string bias, string sees) = (torch.Forward.Local("bias"), torch.Forward.Local("sees"));
        string steps = $"{heads[0]}.shape[2], {heads[1]}.shape[2]";
        string near = $"Sharp::torch.ones({steps}, dtype: Sharp::torch.ScalarType.Bool, device: {heads[0]}.device).triu({Literals.Int(1 - window)}).unsqueeze(0)";
        (near, mask) = texts ? ($"{near}.logical_and({TorchTexts(mask)})", "null") : (near, mask);
        torch.Forward.Line($"(Sharp::torch.Tensor {bias}, Sharp::torch.Tensor {sees}) = {torch.Helper("AttentionBetween")}({heads[0]}, {heads[1]}, {mask}, {near}, true);");
        return (bias, sees);
    }

    /// <summary>[B, T, T]: which steps are of one text.</summary>
    internal static string TorchTexts(string numbers) => $"{numbers}.unsqueeze(1).eq({numbers}.unsqueeze(2)).logical_and({numbers}.unsqueeze(1).ne(0))";

    /// <summary>The library's attention over [B, heads, T, size], as [B, T, width] again.</summary>
    /// <param name="bias">Added to scores; <c>null</c>.</param>
    /// <param name="sees">0 for queries that see no key, or empty.</param>
    /// <param name="softCap">Scores are bent towards this; 0: they are not, and the library's function serves.</param>
    internal void TorchMix(TorchStatements torch, Node node, string[] heads, string bias, string sees, double dropout, bool causal, double softCap)
    {
        // The last argument is is_causal, which the library spells is_casual; with a mask, the mask has it already.
        string function = softCap > 0 ? torch.Helper("CappedAttention") : torch.Features.HasAttention ? TorchText.Functional + "scaled_dot_product_attention" : torch.Helper("ScaledDotProductAttention");
        string rate = dropout > 0 ? $"training ? {TorchText.Double(dropout)} : 0.0" : "0.0";
        string call = $"{function}({string.Join(", ", heads)}, {bias}, {rate}, {Literals.Bool(causal)}{(softCap > 0 ? ", " + TorchText.Double(softCap) : "")})";
        torch.Forward.Assign(node.Output, $"{call}{(sees.Length > 0 ? $" * {sees}" : "")}", TorchShape(Count));
        string mixed = torch.Forward.Use(node.Output);
        torch.Forward.Line($"{mixed} = {mixed}.transpose(1, 2).reshape({torch.Forward.Batch()}, {torch.Forward.TimeOr(node.Input(0), "-1")}, {Literals.Int(QueryWidth)});", node.Output.Type.SizesText);
    }
}
