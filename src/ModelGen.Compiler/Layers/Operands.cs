using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>The rule of element-wise operations: equal types, or axes that are a subset of the other's, in order, with the same roles and sizes.</summary>
internal static class Operands
{
    /// <returns>What disagrees and what would help; null where the types go together.</returns>
    public static string? Disagreement(IReadOnlyList<Value> x)
    {
        TensorType whole = x.Select(value => value.Type).OrderByDescending(type => type.Axes.Count).First();
        foreach (TensorType part in x.Select(value => value.Type))
        {
            if (!IsWithin(part, whole))
            {
                return Difference(part, whole);
            }
        }

        return null;
    }

    private static bool IsWithin(TensorType part, TensorType whole)
    {
        int next = 0;
        foreach (Axis axis in whole.Axes)
        {
            if (next < part.Axes.Count && part.Axes[next].Role == axis.Role && part.Axes[next].Size.Equals(axis.Size))
            {
                next++;
            }
        }

        return next == part.Axes.Count;
    }

    private static string Difference(TensorType part, TensorType whole)
    {
        foreach (Axis axis in part.Example)
        {
            Axis? other = whole.Example.FirstOrDefault(candidate => candidate.Role == axis.Role);
            if (other is null)
            {
                return $"{whole.ExampleText} has no axis {axis}";
            }

            if (!other.Size.Equals(axis.Size))
            {
                bool isOne = axis.Size is { IsConstant: true, Constant: 1 } || other.Size is { IsConstant: true, Constant: 1 };
                return $"{axis} and {other} differ" + (isOne ? "; an axis of size 1 is not stretched by itself: write Repeat" : "");
            }
        }

        return "their axes stand in another order";
    }
}
