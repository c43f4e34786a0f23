using System;
using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Inputs and targets of one step, in buffers that are used again for the next.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class Batch<TInput, TTarget> : IBatch<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private TInput[] _input = [];
    private TTarget[] _target = [];
    private nint[] _inputShape = [];
    private nint[] _targetShape = [];
    private int _inputCount;
    private int _targetCount;
    private float[] _weights = [];
    private int _weightCount;

    /// <summary>The inputs, row-major.</summary>
    public Span<TInput> Input => _input.AsSpan(0, _inputCount);

    /// <summary>The targets, row-major.</summary>
    public Span<TTarget> Target => _target.AsSpan(0, _targetCount);

    /// <summary>The weight of each example in the mean loss and in metrics, [examples]; empty: all weigh the same.</summary>
    public Span<float> Weights => _weights.AsSpan(0, _weightCount);

    ReadOnlySpan<float> IBatch<Batch<TInput, TTarget>>.Weights => Weights;

    int IBatch<Batch<TInput, TTarget>>.Tokens => typeof(TInput) == typeof(int) ? _inputCount : 0;

    /// <summary>The inputs as a tensor.</summary>
    public ReadOnlyTensorSpan<TInput> InputTensor => new(Input, _inputShape);

    /// <summary>The targets as a tensor.</summary>
    public ReadOnlyTensorSpan<TTarget> TargetTensor => new(Target, _targetShape);

    /// <summary>The number of examples: the first axis.</summary>
    public int Examples => _inputShape.Length == 0 ? 0 : (int)_inputShape[0];

    /// <summary>Sets the shapes. Allocates only when a shape is larger, or has other axes, than those before.</summary>
    /// <param name="inputShape">[examples, ...].</param>
    /// <param name="targetShape">[examples] or [examples, ...].</param>
    /// <param name="weighted">Whether the examples have <see cref="Weights"/>, which are to be filled.</param>
    public void Resize(ReadOnlySpan<int> inputShape, ReadOnlySpan<int> targetShape, bool weighted = false)
    {
        _inputCount = Set(ref _inputShape, inputShape);
        _targetCount = Set(ref _targetShape, targetShape);
        if (_input.Length < _inputCount) _input = new TInput[_inputCount];
        if (_target.Length < _targetCount) _target = new TTarget[_targetCount];
        _weightCount = weighted ? Examples : 0;
        if (_weights.Length < _weightCount) _weights = new float[_weightCount];
    }

    /// <inheritdoc/>
    public void Swap(Batch<TInput, TTarget> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (_input, other._input) = (other._input, _input);
        (_target, other._target) = (other._target, _target);
        (_inputShape, other._inputShape) = (other._inputShape, _inputShape);
        (_targetShape, other._targetShape) = (other._targetShape, _targetShape);
        (_inputCount, other._inputCount) = (other._inputCount, _inputCount);
        (_targetCount, other._targetCount) = (other._targetCount, _targetCount);
        (_weights, other._weights) = (other._weights, _weights);
        (_weightCount, other._weightCount) = (other._weightCount, _weightCount);
    }

    /// <summary>Copies what a caller has as tensors, without weights.</summary>
    internal void Set(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target)
    {
        _inputCount = Copy(input, ref _input, ref _inputShape);
        _targetCount = Copy(target, ref _target, ref _targetShape);
        _weightCount = 0;
    }

    private static int Copy<T>(ReadOnlyTensorSpan<T> from, ref T[] to, ref nint[] shape)
    {
        if (shape.Length != from.Rank) shape = new nint[from.Rank];
        from.Lengths.CopyTo(shape);
        ReadOnlySpan<T> values = Guard.Dense(from);
        if (to.Length < values.Length) to = new T[values.Length];
        values.CopyTo(to);
        return values.Length;
    }

    private static int Set(ref nint[] shape, ReadOnlySpan<int> sizes)
    {
        if (shape.Length != sizes.Length) shape = new nint[sizes.Length];
        int count = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(sizes[i]);
            shape[i] = sizes[i];
            count = checked(count * sizes[i]);
        }

        return count;
    }
}
