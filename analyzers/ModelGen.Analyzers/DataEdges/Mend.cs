using System.Globalization;
using System.Linq;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What would set a wrong shape right, in the order in which it is likely to be the cause.</summary>
internal static class Mend
{
    /// <summary>Whether a size is certainly not the one that the axis has, whatever its name stands for.</summary>
    public static bool IsWrong(SignatureAxis stated, Size size) =>
        (stated.Size.Name is null && stated.Size.Differs(size)) || (stated.Maximum > 0 && Size.Of(stated.Maximum).IsBelow(size));

    /// <param name="expected">The stated shape with the sizes that are known already.</param>
    public static string Text(Signature stated, Shape expected, Shape shape) =>
        Column(stated, expected, shape)
        ?? MissingBatch(stated, expected, shape)
        ?? Squeezed(stated, expected, shape)
        ?? Reordered(stated, expected, shape)
        ?? Reshaped(expected, shape)
        ?? (shape.Rank == stated.Rank ? WrongAxis(stated, shape) : $"it must have {Axes(stated.Rank)}, not {Number(shape.Rank)}");

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
    private static string? Column(Signature stated, Shape expected, Shape shape)
    {
        if (stated.Rank != 2 || shape.Rank != 1 || shape[0].IsNumber || stated.Axes[1].Size != Size.Of(1))
        {
            return null;
        }

        Shape column = shape.Insert(1, Size.Of(1));
        return Fits(stated, expected, column) ? $"reshape it to {column}" : null;
    }

    private static string? MissingBatch(Signature stated, Shape expected, Shape shape)
    {
        Shape batch = shape.Insert(0, Size.Of(1));
        return stated.Axes[0].Size.Name is not null && stated.Rank > 1 && Fits(stated, expected, batch) ? $"put the batch axis first, {batch}" : null;
    }

    private static string? Squeezed(Signature stated, Shape expected, Shape shape)
    {
        for (int axis = shape.Rank - 1; axis >= 0 && shape.Rank == stated.Rank + 1; axis--)
        {
            if (shape[axis] == Size.Of(1) && Fits(stated, expected, shape.RemoveAt(axis)))
            {
                return $"drop axis {Number(axis)}, which is 1";
            }
        }

        return null;
    }

    private static string? Reordered(Signature stated, Shape expected, Shape shape)
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
                return $"{text}: {permuted}";
            }
        }

        return null;
    }

    /// <summary>Every size that is stated as a number is there, and there is one.</summary>
    private static bool IsExact(Signature stated, Shape expected, Shape shape) =>
        Fits(stated, expected, shape) && stated.Axes.Any(axis => axis.Size.IsNumber) && Enumerable.Range(0, shape.Rank).All(axis => !stated.Axes[axis].Size.IsNumber || shape[axis] == stated.Axes[axis].Size);

    /// <summary>The same values in the axes that are wanted, the examples as they are.</summary>
    private static string? Reshaped(Shape expected, Shape shape)
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
        return batch.IsKnown && expected.Rank > 1 ? $"reshape it to {example.Insert(0, batch)}" : null;
    }

    private static string WrongAxis(Signature stated, Shape shape)
    {
        int axis = Enumerable.Range(0, stated.Rank).First(axis => IsWrong(stated.Axes[axis], shape[axis]));
        long maximum = stated.Axes[axis].Maximum;
        return maximum > 0 && Size.Of(maximum).IsBelow(shape[axis])
            ? $"axis {Number(axis)} may be {Number(maximum)} at most, not {shape[axis]}"
            : $"axis {Number(axis)} must be {stated.Axes[axis].Size}, not {shape[axis]}";
    }

    private static string Axes(int rank) => rank == 1 ? "1 axis" : $"{Number(rank)} axes";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
