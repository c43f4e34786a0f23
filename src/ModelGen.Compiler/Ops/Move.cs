using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

/// <summary>Numbers that go from one tensor to another: the arguments of the runtime's <c>MoveKernels</c>, the same on every target that has them.</summary>
/// <param name="Axes">Outermost first.</param>
/// <param name="XStart">Where the first number comes from.</param>
/// <param name="YStart">Where it goes.</param>
internal sealed record Move(IReadOnlyList<MoveAxis> Axes, string XStart = "0", string YStart = "0")
{
    /// <summary>The distance of neighbours along each axis of a tensor.</summary>
    public static IReadOnlyList<Dim> Steps(TensorType type) =>
        [.. Enumerable.Range(0, type.Axes.Count).Select(axis => type.Axes.Skip(axis + 1).Aggregate(Dim.Of(1), (product, next) => product * next.Size))];

    /// <summary>A whole tensor into a part of another, or a part of one into a whole.</summary>
    public static Move Part(TensorType part, TensorType whole, int axis, Dim start, bool fromWhole)
    {
        (IReadOnlyList<Dim> own, IReadOnlyList<Dim> all) = (Steps(part), Steps(whole));
        string begin = (start * all[axis]).ToString();
        IReadOnlyList<MoveAxis> axes = [.. part.Axes.Select((each, i) => fromWhole ? new MoveAxis(each.Size, all[i], own[i]) : new MoveAxis(each.Size, own[i], all[i]))];
        return fromWhole ? new(axes, XStart: begin) : new(axes, YStart: begin);
    }

    /// <summary>Sizes, steps in x, steps in y.</summary>
    /// <param name="integer">How the target writes a size as an int.</param>
    public string[] Lists(Func<Dim, string> integer)
    {
        IReadOnlyList<MoveAxis> merged = Merged();
        return
        [
            $"[{string.Join(", ", merged.Select(axis => integer(axis.Size)))}]",
            $"[{string.Join(", ", merged.Select(axis => (axis.IsBackwards ? "-" : "") + (axis.IsBackwards && axis.X.Symbols.Any() ? $"({integer(axis.X)})" : integer(axis.X))))}]",
            $"[{string.Join(", ", merged.Select(axis => integer(axis.Y)))}]",
        ];
    }

    // Neighbouring axes that lie in both tensors as one.
    private IReadOnlyList<MoveAxis> Merged()
    {
        var merged = new List<MoveAxis>();
        foreach (MoveAxis axis in Axes.Where(axis => !axis.Size.Equals(Dim.Of(1))))
        {
            if (merged.Count > 0 && merged[merged.Count - 1] is { IsBackwards: false } before && !axis.IsBackwards && before.X.Equals(axis.X * axis.Size) && before.Y.Equals(axis.Y * axis.Size))
            {
                merged[merged.Count - 1] = axis with { Size = before.Size * axis.Size };
            }
            else
            {
                merged.Add(axis);
            }
        }

        return merged.Count > 0 ? merged : [new(Dim.Of(1), Dim.Of(1), Dim.Of(1))];
    }
}

/// <summary>One axis along which numbers are moved.</summary>
/// <param name="X">The distance of neighbours where they come from; 0: one number for all.</param>
/// <param name="Y">Where they go.</param>
internal sealed record MoveAxis(Dim Size, Dim X, Dim Y, bool IsBackwards = false);
