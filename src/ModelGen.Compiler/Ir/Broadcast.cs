using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ir;

/// <summary>
/// How operands that lack some of a result's axes lie in it. Neighbouring axes that every operand has together, or lacks together, are one run: a bias [F] beside [B, T, F] makes two of them, [B · T] and [F].
/// </summary>
/// <param name="Sizes">Of the runs, outermost first.</param>
/// <param name="Operands">For each operand a mask of bits: bit i is set where it has run i.</param>
public sealed record Broadcast(EquatableArray<Dim> Sizes, EquatableArray<int> Operands)
{
    /// <summary>All operands have all axes.</summary>
    public bool IsNone => Sizes.Count == 1 && Operands.All(operand => operand == 1);

    /// <summary>The only place of an operand's axes among those of a result: in order, with the same roles and sizes. Null where there is none, or more than one.</summary>
    public static IReadOnlyList<int>? Places(TensorType operand, TensorType whole)
    {
        // From both ends: where the two disagree, the axes fit in two ways.
        int[] first = new int[operand.Axes.Count];
        int from = 0;
        for (int i = 0; i < first.Length; i++, from++)
        {
            while (from < whole.Axes.Count && !whole.Axes[from].Equals(operand.Axes[i]))
            {
                from++;
            }

            if (from == whole.Axes.Count)
            {
                return null;
            }

            first[i] = from;
        }

        from = whole.Axes.Count - 1;
        for (int i = first.Length - 1; i >= 0; i--, from--)
        {
            while (!whole.Axes[from].Equals(operand.Axes[i]))
            {
                from--;
            }

            if (first[i] != from)
            {
                return null;
            }
        }

        return first;
    }

    public static Broadcast Of(IReadOnlyList<TensorType> operands, TensorType whole)
    {
        List<HashSet<int>> places = [.. operands.Select(operand => new HashSet<int>(Places(operand, whole)!))];
        var sizes = new List<Dim>();
        var masks = new int[operands.Count];
        for (int axis = 0; axis < whole.Axes.Count; axis++)
        {
            if (axis > 0 && places.All(place => place.Contains(axis) == place.Contains(axis - 1)))
            {
                sizes[sizes.Count - 1] *= whole.Axes[axis].Size;
                continue;
            }

            for (int i = 0; i < masks.Length; i++)
            {
                masks[i] |= places[i].Contains(axis) ? 1 << sizes.Count : 0;
            }

            sizes.Add(whole.Axes[axis].Size);
        }

        return sizes.Count == 0 ? new(new(Dim.Of(1)), new([.. masks.Select(_ => 1)])) : new(new([.. sizes]), new(masks));
    }
}
