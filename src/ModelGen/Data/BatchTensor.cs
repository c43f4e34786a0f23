using System;
using System.Globalization;
using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>One tensor of a batch, in a buffer that is used again for the next: the first axis counts examples.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class BatchTensor<T>
    where T : unmanaged
{
    private T[] _values = [];
    private nint[] _shape = [];
    private int _count;

    /// <summary>The values, row-major.</summary>
    public Span<T> Values => _values.AsSpan(0, _count);

    /// <summary>The values as a tensor.</summary>
    public ReadOnlyTensorSpan<T> Tensor => new(Values, _shape);

    /// <summary>The sizes; empty before the first <see cref="Resize"/>.</summary>
    public ReadOnlySpan<nint> Shape => _shape;

    /// <summary>The number of examples: the first axis.</summary>
    public int Examples => _shape.Length == 0 ? 0 : (int)_shape[0];

    /// <summary>Sets the shape; the values are to be filled. Allocates only when the shape is larger, or has other axes, than those before.</summary>
    /// <param name="shape">[examples, ...].</param>
    public void Resize(params ReadOnlySpan<int> shape)
    {
        if (_shape.Length != shape.Length) _shape = new nint[shape.Length];
        int count = shape.IsEmpty ? 0 : 1;
        for (int i = 0; i < shape.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(shape[i], nameof(shape));
            _shape[i] = shape[i];
            count = checked(count * shape[i]);
        }

        Hold(count);
    }

    /// <summary>Copies a tensor with its shape.</summary>
    /// <param name="tensor">[examples, ...].</param>
    public void Set(ReadOnlyTensorSpan<T> tensor)
    {
        if (_shape.Length != tensor.Rank) _shape = new nint[tensor.Rank];
        tensor.Lengths.CopyTo(_shape);
        ReadOnlySpan<T> values = Guard.Dense(tensor);
        Hold(values.Length);
        values.CopyTo(_values);
    }

    /// <summary>Copies some examples of another tensor, with its shape; of one without examples none.</summary>
    /// <param name="from">Where the examples are.</param>
    /// <param name="examples">Their places.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public void Take(BatchTensor<T> from, ReadOnlySpan<int> examples)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (_shape.Length != from._shape.Length) _shape = new nint[from._shape.Length];
        from._shape.CopyTo(_shape, 0);
        int width = from.Examples == 0 ? 0 : from._count / from.Examples;
        if (from._shape.Length > 0) _shape[0] = examples.Length;
        Hold(from._shape.Length == 0 ? 0 : checked(width * examples.Length));
        for (int i = 0; i < examples.Length && from._shape.Length > 0; i++)
        {
            if ((uint)examples[i] >= (uint)from.Examples) throw new ArgumentOutOfRangeException(nameof(examples), string.Create(CultureInfo.InvariantCulture, $"There is no example {examples[i]}: there are {from.Examples}, counted from 0"));
            from._values.AsSpan(examples[i] * width, width).CopyTo(_values.AsSpan(i * width));
        }
    }

    /// <summary>Exchanges the contents of two tensors without copying.</summary>
    /// <param name="other">The other one.</param>
    public void Swap(BatchTensor<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (_values, other._values) = (other._values, _values);
        (_shape, other._shape) = (other._shape, _shape);
        (_count, other._count) = (other._count, _count);
    }

    private void Hold(int count)
    {
        _count = count;
        if (_values.Length < count) _values = new T[count];
    }
}
