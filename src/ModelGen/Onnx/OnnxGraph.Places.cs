using System;
using System.Linq;

namespace ModelGen.Onnx;

// Whole numbers that stand for places, and axes that are moved.
public sealed partial class OnnxGraph
{
    /// <summary>Ids as numbers.</summary>
    public string Numbers(string ids) => Cast(ids, OnnxType.Float);

    /// <summary>Each number is its own place along an axis.</summary>
    /// <param name="like">Brings the sizes that are free.</param>
    /// <param name="axis">The axis that is counted.</param>
    /// <param name="sizes">Of the result; one below 0 is the size of an axis of <paramref name="like"/>: -1 - its place.</param>
    public string Places(string like, long axis, params long[] sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        string[] parts = [.. sizes.Select(size => size >= 0 ? Ints(size) : Node("Shape", "size", [like], ("start", -1 - size), ("end", -size)))];
        string count = Node("Range", "places", [Int(0), Node("Squeeze", [parts[axis]]), Int(1)]);
        string column = Node("Reshape", [Cast(count, OnnxType.Float), Ints([-1, .. Enumerable.Repeat(1L, sizes.Length - 1 - (int)axis)])]);
        return Node("Expand", "places", [column, parts.Length == 1 ? parts[0] : Node("Concat", "shape", parts, ("axis", 0))]);
    }

    /// <summary>An axis moved by so many places, later where that is positive.</summary>
    public string Shift(string x, long axis, long by, float fill)
    {
        string size = Node("Shape", "size", [x], ("start", axis), ("end", axis + 1));
        long[] begin = [Math.Max(by, 0)], end = [Math.Max(-by, 0)];
        string wide = Node("Pad", [x, Ints([.. begin, .. end]), Scalar(fill), Ints(axis)]);
        return by >= 0
            ? Node("Slice", "shift", [wide, Ints(0), size, Ints(axis)])
            : Node("Slice", "shift", [wide, Ints(-by), Ints(long.MaxValue), Ints(axis)]);
    }

    /// <summary>Rows of a table by whole numbers.</summary>
    /// <param name="isShared">All examples have one table, without the batch.</param>
    public string Gather(string table, string ids, bool isShared)
    {
        string whole = Cast(ids, OnnxType.Int64);
        return isShared ? Node("Gather", [table, whole], ("axis", 0)) : Node("GatherND", "gather", [table, Unsqueeze(whole, -1)], ("batch_dims", 1));
    }

    /// <summary>Random numbers, normal or uniform on [0, 1), of the shape of another value: the runtime draws them.</summary>
    public string Random(string like, bool isNormal) => Node(isNormal ? "RandomNormalLike" : "RandomUniformLike", [like], ("dtype", (long)OnnxType.Float));

    /// <summary>Numbers that the model says.</summary>
    public string Constant(ReadOnlySpan<float> values, params long[] sizes)
    {
        float[] own = values.ToArray();
        return Table("constant " + string.Join(' ', own) + " of " + string.Join(' ', sizes), "constant", sizes, () => own);
    }
}
