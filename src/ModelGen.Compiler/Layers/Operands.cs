using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>What to say of operands that do not go together: element-wise operations take equal types, or axes that have one place among the other's (<see cref="Broadcast"/>).</summary>
internal static class Operands
{
    /// <summary>One type has the axes of all others, in one way each.</summary>
    public static bool Agree(IReadOnlyList<TensorType> types)
    {
        TensorType whole = types.OrderByDescending(type => type.Axes.Count).First();
        return types.All(type => Broadcast.Places(type, whole) is not null);
    }

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

    /// <summary>Two axes of other sizes. Lengths of two inputs may have one text.</summary>
    public static string Differ(Axis axis, Axis other) => axis.ToString() == other.ToString()
        ? $"{axis} and {other} are lengths of two inputs, and differ: pool over time, or let one attend to the other"
        : $"{axis} and {other} differ";

    /// <summary>What makes two operands of the same axes equal, where they differ in one size: the one of size 1 is repeated, features and channels are projected.</summary>
    public static Mend? Mend(IReadOnlyList<Value> x)
    {
        if (x.Count != 2 || !x[0].Type.Axes.Select(axis => axis.Role).SequenceEqual(x[1].Type.Axes.Select(axis => axis.Role)) || x.Any(value => value.Type.DType != DType.F32))
        {
            return null;
        }

        (Axis One, Axis Other)[] different = [.. x[0].Type.Axes.Zip(x[1].Type.Axes, (one, other) => (one, other)).Where(pair => !pair.one.Size.Equals(pair.other.Size))];
        if (different.Length != 1 || !different[0].One.Size.IsConstant || !different[0].Other.Size.IsConstant)
        {
            return null;
        }

        (long one, long other) = (different[0].One.Size.Constant, different[0].Other.Size.Constant);
        AxisRole role = different[0].One.Role;
        if ((one == 1 || other == 1) && role != AxisRole.None)
        {
            return new(MendKind.AppendToOperand, one == 1 ? "0" : "1", $"Repeat(Axis.{role}, {LayerText.Number(one == 1 ? other : one)})");
        }

        return role switch
        {
            AxisRole.Feature => new(MendKind.AppendToOperand, "", $"Linear({LayerText.Number(other)})|Linear({LayerText.Number(one)})"),
            AxisRole.Channel => new(MendKind.AppendToOperand, "", $"Conv2d({LayerText.Number(other)}, kernel: 1)|Conv2d({LayerText.Number(one)}, kernel: 1)"),
            _ => null,
        };
    }

    private static string Difference(TensorType part, TensorType whole)
    {
        foreach (Axis axis in part.Example)
        {
            Axis? other = whole.Example.FirstOrDefault(candidate => candidate.Role == axis.Role);
            if (other is null)
            {
                bool isChannels = axis.Role == AxisRole.Feature && whole.IsImage && part.Axes.Count == 2 && axis.Size.Equals(whole.Axes[1].Size);
                return $"{whole.ExampleText} has no axis {axis}" + (isChannels ? $": for a number of each channel write Reshape({axis.Size}, 1, 1).Squeeze()" : "");
            }

            if (!other.Size.Equals(axis.Size))
            {
                bool isOne = axis.Size is { IsConstant: true, Constant: 1 } || other.Size is { IsConstant: true, Constant: 1 };
                return Differ(axis, other) + (isOne ? "; an axis of size 1 is not stretched by itself: write Repeat" : "");
            }
        }

        return "the axes of one stand among the other's in no way, or in more than one";
    }
}
