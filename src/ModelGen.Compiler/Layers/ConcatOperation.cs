using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;

namespace ModelGen.Compiler.Layers;

/// <summary>Values side by side, along F or along C: all other axes are equal.</summary>
internal sealed class ConcatOperation : Operation
{
    public override string Kind => "Concat";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (x.Count < 2)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'Concat' takes at least two values, not {LayerText.Number(x.Count)}");
        }

        TensorType first = x[0].Type;
        int axis = first.IsImage ? 1 : first.Axes.Count - 1;
        if (first.DType != DType.F32 || !(first.IsImage || first.EndsInFeature))
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'Concat' gets {first.ExampleText}: it joins values along F or C");
        }

        foreach (TensorType other in x.Skip(1).Select(value => value.Type))
        {
            if (Difference(first, other, axis) is { } fault)
            {
                return Refuse(context, ErrorId.OperandsDiffer, null, $"'Concat' gets {string.Join(" and ", x.Select(value => value.Type.ExampleText))}: {fault}");
            }
        }

        return [x.Skip(1).Aggregate(x[0], (joined, value) => context.Builder.Add(new ConcatenateOp(axis), context.Name, joined, value))];
    }

    private static string? Difference(TensorType first, TensorType other, int axis)
    {
        if (other.DType != DType.F32 || other.Axes.Count != first.Axes.Count || !other.Axes.Select(known => known.Role).SequenceEqual(first.Axes.Select(known => known.Role)))
        {
            return "they have other axes";
        }

        for (int i = 1; i < first.Axes.Count; i++)
        {
            if (i != axis && !first.Axes[i].Size.Equals(other.Axes[i].Size))
            {
                return $"{first.Axes[i]} and {other.Axes[i]} differ";
            }
        }

        return null;
    }
}
