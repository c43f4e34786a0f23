using System.Globalization;
using System.Linq;
using ModelGen.Analyzers.DataEdges.Mends;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What would set a wrong shape right, in the order in which it is likely to be the cause.</summary>
internal static class Mend
{
    /// <summary>Whether a size is certainly not the one that the axis has, whatever its name stands for.</summary>
    public static bool IsWrong(SignatureAxis stated, Size size) =>
        (stated.Size.Name is null && stated.Size.Differs(size)) || (stated.Maximum > 0 && Size.Of(stated.Maximum).IsBelow(size));

    /// <param name="expected">The stated shape with the sizes that are known already.</param>
    public static Proposal Propose(Signature stated, Shape expected, Shape shape) =>
        Column(stated, expected, shape)
        ?? MissingBatch(stated, expected, shape)
        ?? Squeezed(stated, expected, shape)
        ?? Reordered(stated, expected, shape)
        ?? Reshaped(expected, shape)
        ?? (shape.Rank == stated.Rank ? WrongAxes(stated, expected, shape) : WrongRank(stated, expected, shape));

    /// <summary><c>600 values</c>.</summary>
    public static string Values(Size count) => count == Size.Of(1) ? "1 value" : $"{count} values";

    /// <summary>For an array whose length is not the product of the lengths.</summary>
    public static string Count(Size length, Shape shape)
    {
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            Size rest = shape.RemoveAt(axis).Count;
            if (length.IsNumber && rest.IsNumber && rest.Offset > 0 && length.Offset > 0 && length.Offset % rest.Offset == 0)
            {
                return $"axis {Number(axis)} must be {Number(length.Offset / rest.Offset)}, not {shape[axis]}";
            }
        }

        return $"give {shape.Count} values, not {length}";
    }

    /// <summary>For inputs and targets that are not as many.</summary>
    public static string Examples(Size inputs, Size targets) => $"each example needs one target, {inputs}, not {targets}";

    /// <summary>Whether nothing is known against a shape.</summary>
    public static bool Fits(Signature stated, Shape expected, Shape shape) =>
        shape.Rank == stated.Rank && Enumerable.Range(0, shape.Rank).All(axis => !IsWrong(stated.Axes[axis], shape[axis]) && !shape[axis].Differs(expected[axis]));

    /// <summary>One number for each of some examples: more likely than one example of so many numbers that happen to be 1.</summary>
    private static Proposal? Column(Signature stated, Shape expected, Shape shape)
    {
        if (stated.Rank != 2 || shape.Rank != 1 || shape[0].IsNumber || stated.Axes[1].Size != Size.Of(1))
        {
            return null;
        }

        Shape column = shape.Insert(1, Size.Of(1));
        string text = shape[0].IsKnown ? $"reshape it to {column}" : "give it a second axis, of 1";
        return Fits(stated, expected, column) ? new(text, column, "Unsqueeze(1)") : null;
    }

    private static Proposal? MissingBatch(Signature stated, Shape expected, Shape shape)
    {
        Shape batch = shape.Insert(0, Size.Of(1));
        if (batch.Rank != stated.Rank)
        {
            return null;
        }

        // What is not known is no number to write.
        Shape wanted = new(batch.Axes.Select((size, axis) => size.IsKnown || !stated.Axes[axis].Size.IsNumber ? size : stated.Axes[axis].Size));
        string text = wanted.Axes.All(size => size.IsKnown) ? wanted.ToString() : "of 1";
        return stated.Axes[0].Size.Name is not null && stated.Rank > 1 && Fits(stated, expected, batch) ? new($"put the batch axis first, {text}", batch, "Unsqueeze(0)") : null;
    }

    private static Proposal? Squeezed(Signature stated, Shape expected, Shape shape)
    {
        for (int axis = shape.Rank - 1; axis >= 0 && shape.Rank == stated.Rank + 1; axis--)
        {
            if (shape[axis] == Size.Of(1) && Fits(stated, expected, shape.RemoveAt(axis)))
            {
                return new($"drop axis {Number(axis)}, which is 1", shape.RemoveAt(axis), $"SqueezeDimension({Number(axis)})");
            }
        }

        return null;
    }

    private static Proposal? Reordered(Signature stated, Shape expected, Shape shape)
    {
        if (shape.Rank != stated.Rank || shape.Rank is < 2 or > 4)
        {
            return null;
        }

        (int[] Order, string Text)[] orders = shape.Rank switch
        {
            2 => [([1, 0], "the two axes are swapped")],
            3 => [([0, 2, 1], "the last two axes are swapped"), ([1, 0, 2], "the first two axes are swapped")],
            _ =>
            [
                ([0, 3, 1, 2], "the channels stand last, they must stand before height and width"),
                ([0, 1, 3, 2], "height and width are swapped"),
                ([1, 0, 2, 3], "the first two axes are swapped"),
            ],
        };
        foreach ((int[] order, string text) in orders)
        {
            if (shape.Permute(order) is { } permuted && IsExact(stated, expected, permuted))
            {
                string call = shape.Rank == 2 ? "Transpose" : $"PermuteDimensions([{string.Join(", ", order)}])";
                return new($"{text}: {permuted}", permuted, call);
            }
        }

        return null;
    }

    /// <summary>Every size that is stated as a number is there, and there is one.</summary>
    private static bool IsExact(Signature stated, Shape expected, Shape shape) =>
        Fits(stated, expected, shape) && stated.Axes.Any(axis => axis.Size.IsNumber) && Enumerable.Range(0, shape.Rank).All(axis => !stated.Axes[axis].Size.IsNumber || shape[axis] == stated.Axes[axis].Size);

    /// <summary>The same values in the axes that are wanted, the examples as they are.</summary>
    private static Proposal? Reshaped(Shape expected, Shape shape)
    {
        Shape example = expected.RemoveAt(0);
        Size size = example.Count;
        if (!size.IsNumber || size.Offset <= 0 || shape.Rank == 0 || shape.Rank == expected.Rank)
        {
            return null;
        }

        Size batch = shape.RemoveAt(0).Count == size ? shape[0]
            : shape.Count == size ? Size.Of(1)
            : Size.Unknown;
        if (expected.Rank <= 1)
        {
            return null;
        }

        // Of examples that nobody counts the rest may be known all the same.
        bool isRest = !batch.IsKnown && shape.RemoveAt(0).Count == size;
        Shape wanted = example.Insert(0, batch);
        return batch.IsKnown ? new($"{There(shape, size)}reshape it to {wanted}", wanted, "Reshape")
            : isRest ? new($"{There(shape, size)}give each the shape {example}", wanted, "Reshape")
            : null;
    }

    /// <summary>One array of as many values as are wanted.</summary>
    private static string There(Shape shape, Size size) => shape.Rank == 1 && size.Offset > 1 ? $"{Values(size)} are there: " : "";

    private static Proposal WrongAxes(Signature stated, Shape expected, Shape shape)
    {
        int[] wrong = [.. Enumerable.Range(0, stated.Rank).Where(axis => IsWrong(stated.Axes[axis], shape[axis]))];
        if (wrong.Length == 2 && shape[wrong[0]] == stated.Axes[wrong[1]].Size && shape[wrong[1]] == stated.Axes[wrong[0]].Size)
        {
            int[] order = [.. Enumerable.Range(0, stated.Rank).Select(axis => axis == wrong[0] ? wrong[1] : axis == wrong[1] ? wrong[0] : axis)];
            Shape swapped = shape.Permute(order)!.Value;
            return new($"axes {Number(wrong[0])} and {Number(wrong[1])} are swapped: {swapped}", swapped, $"PermuteDimensions([{string.Join(", ", order)}])");
        }

        string text = string.Join(", and ", wrong.Select(axis => stated.Axes[axis].Maximum is > 0 and var most && Size.Of(most).IsBelow(shape[axis])
            ? $"axis {Number(axis)} may be {Number(most)} at most, not {shape[axis]}"
            : $"axis {Number(axis)} must be {stated.Axes[axis].Size}, not {shape[axis]}"));
        return new(text, new Shape(shape.Axes.Select((size, axis) => wrong.Contains(axis) ? Wanted(stated.Axes[axis], expected[axis]) : size)));
    }

    /// <summary>Which axes are there and which are not, by what the model calls them.</summary>
    private static Proposal WrongRank(Signature stated, Shape expected, Shape shape)
    {
        Shape wanted = new(stated.Axes.Select((axis, i) => i == 0 && axis.Size.Name is not null && shape.Rank > 0 ? shape[0] : Wanted(axis, expected[i])));
        return new($"it must have {Axes(stated.Rank)}, not {Number(shape.Rank)}{Missing(stated, expected, shape)}", wanted);
    }

    /// <summary>The one axis with which all others would fit.</summary>
    private static string Missing(Signature stated, Shape expected, Shape shape)
    {
        int[] fits = shape.Rank < 2 || shape.Rank != stated.Rank - 1 ? [] : [.. Enumerable.Range(0, stated.Rank).Where(axis => Fits(stated, expected, shape.Insert(axis, Wanted(stated.Axes[axis], expected[axis]))))];
        return fits.Length != 1 ? "" : $": the axis of {Role(stated, fits[0])}{(stated.Axes[fits[0]].Size.IsNumber ? $", {stated.Axes[fits[0]].Size}," : "")} is missing";
    }

    private static string Role(Signature stated, int axis) => axis == 0 ? "the batch"
        : stated.Rank == 4 ? (axis switch { 1 => "channels", 2 => "height", _ => "width" })
        : stated.Axes[axis].Size.Name is not null ? "steps"
        : axis == stated.Rank - 1 ? "features" : "channels";

    private static Size Wanted(SignatureAxis stated, Size expected) =>
        stated.Size.IsNumber ? stated.Size : expected.IsKnown ? expected : stated.Maximum > 0 ? Size.Of(stated.Maximum) : Size.Unknown;

    public static string Axes(int rank) => rank == 1 ? "1 axis" : $"{Number(rank)} axes";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
