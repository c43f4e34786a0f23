using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen;

/// <summary>What would set a wrong shape right, in the words in which the analyzer says it where a call is written.</summary>
internal static class ShapeAdvice
{
    // Of a tensor's axes; longer ones are told how many there must be.
    private const int MostAxes = 8;

    private static readonly (int[] Order, string Text)[] s_orders =
    [
        ([1, 0], "the two axes are swapped"),
        ([0, 2, 1], "the last two axes are swapped"),
        ([1, 0, 2], "the first two axes are swapped"),
        ([0, 3, 1, 2], "the channels stand last, they must stand before height and width"),
        ([0, 1, 3, 2], "height and width are swapped"),
        ([1, 0, 2, 3], "the first two axes are swapped"),
    ];

    public const string NoExample = "there is nothing to work on, give at least one example", NoStep = "the sequence is empty, give at least one step";

    public static string TooLong(long maximum) => $"cut the sequence into pieces of at most {Text(maximum)}, or declare the model with a longer maximum";

    /// <summary>What <see cref="Guard"/> says when it goes through the axes of a tensor in turn.</summary>
    /// <param name="got">The shape that came.</param>
    /// <param name="expected">In the catalogue's notation.</param>
    public static string? OfInput(ReadOnlySpan<nint> got, string expected)
    {
        Axis[] axes = [.. expected.Trim('[', ']').Split(", ").Select(Axis.Parse)];
        if (axes.Length != got.Length || axes.Length == 0) return Of(got, expected);
        if (got[0] < 1) return NoExample;
        for (int i = 1; i < axes.Length; i++)
        {
            if (axes[i].Maximum > 0 && got[i] < 1) return NoStep;
            if (axes[i].Maximum > 0 && got[i] > axes[i].Maximum) return TooLong(axes[i].Maximum);
        }

        return Of(got, expected);
    }

    /// <param name="got">The shape that came.</param>
    /// <param name="expected">In the catalogue's notation: <c>[B, T&lt;=9, F:6]</c>.</param>
    /// <returns>Null where nothing is known to help.</returns>
    public static string? Of(ReadOnlySpan<nint> got, string expected)
    {
        Axis[] axes = [.. expected.Trim('[', ']').Split(", ").Select(Axis.Parse)];
        long[] shape = new long[got.Length];
        for (int i = 0; i < shape.Length; i++) shape[i] = got[i];
        if (shape.Length > MostAxes || axes.Length == 0) return null;
        return MissingBatch(axes, shape) ?? Squeezed(axes, shape) ?? Reordered(axes, shape) ?? Reshaped(axes, shape)
            ?? (shape.Length == axes.Length ? WrongAxes(axes, shape) : $"it must have {Count(axes.Length)}, not {Text(shape.Length)}{Missing(axes, shape)}");
    }

    private static string? MissingBatch(Axis[] axes, long[] shape)
    {
        long[] batch = [1, .. shape];
        return axes[0].Size < 0 && axes.Length > 1 && Fits(axes, batch) ? $"put the batch axis first, {Text(batch)}" : null;
    }

    private static string? Squeezed(Axis[] axes, long[] shape)
    {
        for (int axis = shape.Length - 1; axis >= 0 && shape.Length == axes.Length + 1; axis--)
        {
            if (shape[axis] == 1 && Fits(axes, [.. shape[..axis], .. shape[(axis + 1)..]])) return $"drop axis {Text(axis)}, which is 1";
        }

        return null;
    }

    private static string? Reordered(Axis[] axes, long[] shape)
    {
        if (shape.Length != axes.Length || axes.All(axis => axis.Size < 0)) return null;
        foreach ((int[] order, string text) in s_orders.Where(each => each.Order.Length == shape.Length))
        {
            long[] permuted = [.. order.Select(axis => shape[axis])];
            if (!permuted.AsSpan().SequenceEqual(shape) && Fits(axes, permuted)) return $"{text}: {Text(permuted)}";
        }

        return null;
    }

    // The same values in the axes that are wanted, the examples as they are.
    private static string? Reshaped(Axis[] axes, long[] shape)
    {
        if (shape.Length == axes.Length || shape.Length == 0 || axes.Length < 2 || axes[1..].Any(axis => axis.Size <= 0)) return null;
        long example = Product(axes[1..].Select(axis => axis.Size)), rest = Product(shape[1..]);
        long batch = rest == example ? shape[0] : rest * shape[0] == example ? 1 : -1;
        string there = shape.Length == 1 && example > 1 ? $"{Text(example)} values are there: " : "";
        return batch < 0 ? null : $"{there}reshape it to {Text([batch, .. axes[1..].Select(axis => axis.Size)])}";
    }

    private static string? WrongAxes(Axis[] axes, long[] shape)
    {
        int[] wrong = [.. Enumerable.Range(0, axes.Length).Where(i => !axes[i].Takes(shape[i]))];
        if (wrong.Length == 2 && axes[wrong[0]].Size == shape[wrong[1]] && axes[wrong[1]].Size == shape[wrong[0]])
        {
            long[] swapped = [.. shape];
            (swapped[wrong[0]], swapped[wrong[1]]) = (shape[wrong[1]], shape[wrong[0]]);
            return $"axes {Text(wrong[0])} and {Text(wrong[1])} are swapped: {Text(swapped)}";
        }

        return wrong.Length == 0 ? null : string.Join(", and ", wrong.Select(at =>
            axes[at].Maximum > 0 ? $"axis {Text(at)} may be {Text(axes[at].Maximum)} at most, not {Text(shape[at])}" : $"axis {Text(at)} must be {Text(axes[at].Size)}, not {Text(shape[at])}"));
    }

    /// <summary>The one axis with which all others would fit.</summary>
    private static string Missing(Axis[] axes, long[] shape)
    {
        int[] fits = shape.Length < 2 || shape.Length != axes.Length - 1 ? [] : [.. Enumerable.Range(0, axes.Length).Where(axis => Fits(axes, [.. shape[..axis], Math.Max(1, axes[axis].Size), .. shape[axis..]]))];
        return fits.Length != 1 ? "" : $": the axis of {Role(axes, fits[0])}{(axes[fits[0]].Size >= 0 ? $", {Text(axes[fits[0]].Size)}," : "")} is missing";
    }

    private static string Role(Axis[] axes, int axis) => axis == 0 ? "the batch"
        : axes.Length == 4 ? (axis switch { 1 => "channels", 2 => "height", _ => "width" })
        : axes[axis].Size < 0 ? "steps"
        : axis == axes.Length - 1 ? "features" : "channels";

    private static bool Fits(Axis[] axes, long[] shape) => shape.Length == axes.Length && Enumerable.Range(0, shape.Length).All(i => axes[i].Takes(shape[i]));

    private static long Product(IEnumerable<long> sizes) => sizes.Aggregate(1L, (product, size) => unchecked(product * size));

    private static string Count(int axes) => axes == 1 ? "1 axis" : $"{Text(axes)} axes";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(long[] shape) => $"[{string.Join(", ", shape.Select(Text))}]";

    /// <param name="Size">-1: any.</param>
    /// <param name="Maximum">0: no bound.</param>
    private readonly record struct Axis(long Size, long Maximum)
    {
        public static Axis Parse(string text)
        {
            int bound = text.IndexOf("<=", StringComparison.Ordinal), colon = text.IndexOf(':', StringComparison.Ordinal);
            return bound >= 0 && Number(text.AsSpan(bound + 2), out long maximum) ? new(-1, maximum)
                : Number(text.AsSpan(colon + 1), out long size) ? new(size, 0)
                : new(-1, 0);
        }

        public bool Takes(long size) => Size >= 0 ? size == Size : size >= 1 && (Maximum == 0 || size <= Maximum);

        private static bool Number(ReadOnlySpan<char> text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
