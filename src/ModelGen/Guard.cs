using System;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using ModelGen.Training;

namespace ModelGen;

/// <summary>The run-time checks of emitted code: what the compiler cannot know, checked once at the public surface.</summary>
/// <remarks><c>expected</c> is the shape in the catalogue's notation with the batch axis, for instance <c>[B, T&lt;=256]</c>.</remarks>
public static class Guard
{
    /// <summary>The elements in row-major order: in place when the tensor is dense, else copied.</summary>
    public static ReadOnlySpan<T> Dense<T>(ReadOnlyTensorSpan<T> tensor)
    {
        int count = checked((int)tensor.FlattenedLength);
        if (count == 0) return [];
        if (IsRowMajor(tensor)) return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), count);
        T[] copy = new T[count];
        tensor.FlattenTo(copy);
        return copy;
    }

    /// <summary>The elements of a tensor to write to, which must be dense.</summary>
    /// <exception cref="ArgumentException">The tensor is a strided view.</exception>
    public static Span<T> Dense<T>(TensorSpan<T> tensor, string model, string argument)
    {
        int count = checked((int)tensor.FlattenedLength);
        if (count == 0) return [];
        if (!IsRowMajor<T>(tensor)) throw new ArgumentException($"{model}: '{argument}' is a strided view and cannot be written to: pass a dense tensor", argument);
        return MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), count);
    }

    /// <summary>Checks the number of axes.</summary>
    /// <exception cref="ShapeMismatchException">Another number of axes.</exception>
    public static void Rank<T>(ReadOnlyTensorSpan<T> tensor, int rank, string model, string argument, string expected)
    {
        if (tensor.Rank != rank) Throw(tensor.Lengths, model, argument, expected, ShapeAdvice.Of(tensor.Lengths, expected));
    }

    /// <summary>Checks that one axis has exactly <paramref name="size"/> entries.</summary>
    /// <exception cref="ShapeMismatchException">Another size.</exception>
    public static void Axis<T>(ReadOnlyTensorSpan<T> tensor, int axis, int size, string model, string argument, string expected)
    {
        if (tensor.Lengths[axis] == size) return;
        string here = Here(expected, axis, size);
        Throw(tensor.Lengths, model, argument, here, here == expected ? ShapeAdvice.Of(tensor.Lengths, expected) : null);
    }

    /// <summary>Checks all axes at once; -1 stands for any size of at least 1.</summary>
    /// <exception cref="ShapeMismatchException">Another rank or size.</exception>
    public static void Shape<T>(ReadOnlyTensorSpan<T> tensor, string model, string argument, string expected, params ReadOnlySpan<int> sizes)
    {
        Rank(tensor, sizes.Length, model, argument, expected);
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] >= 0) Axis(tensor, axis, sizes[axis], model, argument, expected);
            else Free(tensor, axis, model, argument, expected);
        }
    }

    /// <summary>The size of a free axis (the batch), at least 1.</summary>
    /// <exception cref="ShapeMismatchException">The axis is empty.</exception>
    public static int Free<T>(ReadOnlyTensorSpan<T> tensor, int axis, string model, string argument, string expected)
    {
        nint size = tensor.Lengths[axis];
        if (size < 1) Throw(tensor.Lengths, model, argument, expected, ShapeAdvice.NoExample);
        return checked((int)size);
    }

    /// <summary>The size of the time axis, from 1 to <paramref name="maximum"/>.</summary>
    /// <exception cref="ShapeMismatchException">Empty or too long.</exception>
    public static int Length<T>(ReadOnlyTensorSpan<T> tensor, int axis, int maximum, string model, string argument, string expected)
    {
        nint length = tensor.Lengths[axis];
        if (length < 1) Throw(tensor.Lengths, model, argument, expected, ShapeAdvice.NoStep);
        if (length > maximum) Throw(tensor.Lengths, model, argument, expected, ShapeAdvice.TooLong(maximum));
        return (int)length;
    }

    /// <summary>How many windows fit into a sequence.</summary>
    /// <exception cref="ShapeMismatchException">Not even one does.</exception>
    public static int Windows(long length, int padding, int window, int stride, string model, string layer)
    {
        if (length + padding < window)
        {
            throw new ShapeMismatchException(model, "input", string.Create(CultureInfo.InvariantCulture, $"a sequence of {length} steps at '{layer}'"), string.Create(CultureInfo.InvariantCulture, $"at least {window - padding} steps"));
        }

        return (int)(((length + padding - window) / stride) + 1);
    }

    /// <summary>How many windows there are over sequences with padding: what is shorter than a window counts as zeros up to it, so at least one.</summary>
    public static int PaddedWindows(long length, int padding, int window, int stride) => length + padding < window ? 1 : (int)(((length + padding - window) / stride) + 1);

    /// <summary>Checks that every id is in [0, <paramref name="vocabulary"/>).</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="vocabulary">How many there are.</param>
    /// <param name="model">For the message.</param>
    /// <param name="argument">For the message.</param>
    /// <param name="ignored">An id that may stand among them all the same: of a target that does not count.</param>
    /// <exception cref="ArgumentOutOfRangeException">Names the first bad id, its place and the vocabulary.</exception>
    public static void TokenIds(ReadOnlySpan<int> ids, int vocabulary, string model, string argument, int ignored = 0)
    {
        // As unsigned numbers negative ids are large: one vectorised maximum settles the good case.
        if (ids.IsEmpty || TensorPrimitives.Max(MemoryMarshal.Cast<int, uint>(ids)) < (uint)vocabulary) return;
        for (int i = 0; i < ids.Length; i++)
        {
            if ((uint)ids[i] >= (uint)vocabulary && ids[i] != ignored)
            {
                throw new ArgumentOutOfRangeException(argument, string.Create(CultureInfo.InvariantCulture,
                    $"{model}: '{argument}' has token id {ids[i]} at position {i}, outside the vocabulary [0, {vocabulary}): encode the text with the tokenizer that the model was trained with"));
            }
        }
    }

    /// <summary>Checks the targets of a binary cross-entropy: probabilities, 0 and 1 among them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A target is below 0, above 1 or NaN: names the first one and its example.</exception>
    public static void Probabilities(ReadOnlyTensorSpan<float> target, string model, string argument)
    {
        ReadOnlySpan<float> values = Dense(target);
        // Comparisons with NaN are false, and both extremes of a span with a NaN are NaN.
        if (values.IsEmpty || (TensorPrimitives.Min(values) >= 0 && TensorPrimitives.Max(values) <= 1)) return;
        int perExample = values.Length / (int)target.Lengths[0];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is >= 0 and <= 1) continue;
            throw new ArgumentOutOfRangeException(argument, string.Create(CultureInfo.InvariantCulture,
                $"{model}: '{argument}' is {values[i]} in example {i / perExample}, and binary cross-entropy takes probabilities from 0 to 1: give 0 and 1 as labels (not -1 and 1), divide pixels by 255, or take another loss"));
        }
    }

    /// <summary>Checks the weights of examples; none are right too.</summary>
    /// <exception cref="ArgumentException">Not as many as examples, or all are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or not finite: names the first and its example.</exception>
    public static void Weights(ReadOnlySpan<float> weights, int examples, string model, string argument) => ExampleWeights.Check(weights, examples, argument, model);

    /// <summary>Checks that a result has memory of its own.</summary>
    /// <exception cref="ArgumentException">It overlaps another tensor of the call.</exception>
    public static void Apart(ReadOnlySpan<float> result, ReadOnlySpan<float> other, string model, string argument, string otherArgument)
    {
        if (result.Overlaps(other)) throw new ArgumentException($"{model}: '{argument}' and '{otherArgument}' share memory: give each a tensor of its own", argument);
    }

    /// <summary>A shape as messages print it: <c>[4, 300]</c>.</summary>
    public static string Describe(ReadOnlySpan<nint> lengths)
    {
        StringBuilder text = new("[");
        for (int i = 0; i < lengths.Length; i++) text.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{(long)lengths[i]}");
        return text.Append(']').ToString();
    }

    /// <inheritdoc cref="Describe(ReadOnlySpan{nint})"/>
    public static string Describe(ReadOnlySpan<int> lengths)
    {
        nint[] wide = new nint[lengths.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = lengths[i];
        return Describe(wide);
    }

    private static bool IsRowMajor<T>(ReadOnlyTensorSpan<T> tensor)
    {
        nint expected = 1;
        for (int axis = tensor.Rank - 1; axis >= 0; axis--)
        {
            if (tensor.Lengths[axis] != 1 && tensor.Strides[axis] != expected) return false;
            expected *= tensor.Lengths[axis];
        }

        return true;
    }

    // A size that the notation does not show at its axis (the batch of the input, say) is added to it.
    private static string Here(string expected, int axis, int size)
    {
        string number = size.ToString(CultureInfo.InvariantCulture);
        string[] axes = expected.Trim('[', ']').Split(", ");
        bool shows = axis < axes.Length && (axes[axis] == number || axes[axis].EndsWith(":" + number, StringComparison.Ordinal));
        return shows ? expected : string.Create(CultureInfo.InvariantCulture, $"{expected} with {number} on axis {axis}");
    }

    private static void Throw(ReadOnlySpan<nint> got, string model, string argument, string expected, string? advice = null) =>
        throw new ShapeMismatchException(model, argument, Describe(got), expected, advice);
}
