using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reduce;

public sealed partial class ReduceOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node), axes = TorchText.Longs([.. Enumerable.Range(First, Axes).Select(axis => (long)axis)]);
        TensorType type = node.Input(0).Type;
        string flat = Axes == 1 ? "" : $".flatten({Literals.Int(First)}, {Literals.Int(First + Axes - 1)})";
        if (!node.Has(1))
        {
            torch.Forward.Assign(node.Output, Kind switch
            {
                ReduceKind.Max => $"{x}{flat}.max({Literals.Int(First)}).values",
                ReduceKind.Min => $"{x}{flat}.min({Literals.Int(First)}).values",
                _ => $"{x}.{Kind.ToString().ToLowerInvariant()}({axes})",
            });
            return;
        }

        // [B, T] beside x, and the number of real steps.
        string mask = torch.Forward.Use(node.Input(1)), wide = mask + string.Concat(Enumerable.Repeat(".unsqueeze(-1)", type.Axes.Count - 2));
        string padding = wide + ".logical_not()";
        if (Kind is ReduceKind.Sum or ReduceKind.Mean)
        {
            string sum = $"{x}.masked_fill({padding}, 0.0).sum({axes})";
            torch.Forward.Assign(node.Output, Kind == ReduceKind.Sum ? sum : $"{sum} / {Numbers(type, mask)}");
            return;
        }

        (string method, string least, string any) = (Kind == ReduceKind.Max ? "max" : "min", Kind == ReduceKind.Max ? "Negative" : "Positive", mask + (First == 0 ? ".any()" : ".any(1)"));
        string none = any + ".logical_not()" + string.Concat(Enumerable.Repeat(".unsqueeze(-1)", First == 0 ? 0 : type.Axes.Count - Axes - 1));
        torch.Forward.Assign(node.Output, $"{x}.masked_fill({padding}, double.{least}Infinity){flat}.{method}({Literals.Int(First)}).values.masked_fill({none}, 0.0)");
    }

    // How many numbers each mean is of, at least 1.
    private string Numbers(TensorType x, string mask)
    {
        ReduceSizes sizes = ReduceSizes.Of(x, First, Axes);
        string steps = First == 0 ? $"{mask}.sum()" : $"{mask}.sum(1)" + string.Concat(Enumerable.Repeat(".unsqueeze(-1)", x.Axes.Count - Axes - 1));
        string each = sizes.Step.Equals(Dim.Of(1)) ? "" : $" * {sizes.Step.ToFactor()}";
        return each.Length == 0 ? $"{steps}.clamp_min(1)" : $"({steps}.clamp_min(1){each})";
    }
}
