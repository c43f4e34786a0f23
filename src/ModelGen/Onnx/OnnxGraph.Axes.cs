using System;
using System.Linq;

namespace ModelGen.Onnx;

// Axes that come and go.
public sealed partial class OnnxGraph
{
    /// <summary>A parameter that stands in formulas as itself.</summary>
    public string Weights(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Weight(parameter);
    }

    /// <summary>New axes of size 1, at these places of the result.</summary>
    public string Unsqueeze(string x, params long[] axes) => Node("Unsqueeze", [x, Ints(axes)]);

    /// <summary>Values one behind another along an axis; -1: the last.</summary>
    public string Concatenate(long axis, params string[] parts) => Node("Concat", parts, ("axis", axis));

    /// <summary>A part of an axis; -1: the last.</summary>
    public string Slice(string x, long axis, long start, long length) => Node("Slice", [x, Ints(start), Ints(start + length), Ints(axis)]);

    /// <summary>Zeros around images [B, C, H, W].</summary>
    public string Pad2d(string x, long top, long bottom, long left, long right) => Node("Pad", [x, Ints(0, 0, top, left, 0, 0, bottom, right)]);

    /// <summary>The axes in another order.</summary>
    public string Transpose(string x, params long[] order) => Node("Transpose", [x], ("perm", order));

    /// <summary>Each axis so many times, one whole behind another.</summary>
    public string Tile(string x, params long[] times) => Node("Tile", [x, Ints(times)]);

    /// <summary>An axis from its end to its begin.</summary>
    public string Flip(string x, long axis) => Node("Slice", "flip", [x, Ints(-1), Ints(long.MinValue), Ints(axis), Ints(-1)]);

    /// <summary>The last axis of a with the first of b, of each example.</summary>
    /// <param name="isRow">a is a vector for each example.</param>
    /// <param name="isColumn">b is.</param>
    public string MatMul(string a, string b, bool isRow, bool isColumn)
    {
        string y = Node("MatMul", [isRow ? Unsqueeze(a, 1) : a, isColumn ? Unsqueeze(b, -1) : b]);
        if (isColumn) y = Node("Squeeze", [y, Ints(-1)]);
        return isRow ? Node("Squeeze", [y, Ints(1)]) : y;
    }

    /// <summary>What is the same for all examples, for as many as <paramref name="like"/> has.</summary>
    public string Expand(string x, string like, params long[] sizes) => Node("Expand", [x, Node("Concat", [Node("Shape", [like], ("start", 0), ("end", 1)), Ints(sizes)], ("axis", 0))]);

    /// <summary>Running sums along an axis.</summary>
    public string CumulativeSum(string x, long axis) => Node("CumSum", [x, Int(axis)]);

    /// <summary>Sum, Mean, Max or Min over neighbouring axes, which go away; of steps the real ones alone, 0 where there are none.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="kind">Which.</param>
    /// <param name="axes">Which go away.</param>
    /// <param name="rank">How many x has.</param>
    /// <param name="mask">[B, T], the first axes of x.</param>
    public string Reduce(string x, string kind, long[] axes, int rank, string? mask = null)
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (mask is null) return Over(kind, x);
        string wide = Unsqueeze(mask, [.. Enumerable.Range(2, rank - 2).Select(axis => (long)axis)]);
        string counts = Over("Sum", Node("Expand", [Cast(wide, OnnxType.Float), Node("Shape", [x])]));
        float nothing = kind == "Max" ? float.NegativeInfinity : kind == "Min" ? float.PositiveInfinity : 0;
        string result = Over(kind == "Mean" ? "Sum" : kind, Node("Where", [wide, x, Scalar(nothing)]));
        return kind switch
        {
            "Sum" => result,
            "Mean" => Node("Div", "mean", [result, Node("Max", [counts, Scalar(1)])]),
            _ => Node("Where", Lower(kind), [Node("Equal", [counts, Scalar(0)]), Scalar(0), result]),
        };

        string Over(string reduction, string numbers) => Node("Reduce" + reduction, Lower(reduction), [numbers, Ints(axes)], ("keepdims", 0));
    }
}
