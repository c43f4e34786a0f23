using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>What to say of operands that do not go together: element-wise operations take equal types, or axes that have one place among the other's (<see cref="Broadcast"/>).</summary>
internal static class Operands
{
    /// <returns>What disagrees and what would help; null where the types go together.</returns>
    public static string? Disagreement(IReadOnlyList<Value> x)
    {
        TensorType whole = x.Select(value => value.Type).OrderByDescending(type => type.Axes.Count).First();
        foreach (TensorType part in x.Select(value => value.Type))
        {
            if (Broadcast.Places(part, whole) is null)
            {
                return Difference(part, whole);
            }
        }

        return null;
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

        return "the axes of one stand among the other's in no way, or in more than one";
    }
}
