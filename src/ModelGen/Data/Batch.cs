using System;
using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Inputs and targets of one step, in buffers that are used again for the next.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class Batch<TInput, TTarget> : ISelectableBatch<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly BatchTensor<TInput> _input = new();
    private readonly BatchTensor<TTarget> _target = new();
    private readonly BatchTensor<float> _weights = new();

    /// <summary>The inputs, row-major.</summary>
    public Span<TInput> Input => _input.Values;

    /// <summary>The targets, row-major.</summary>
    public Span<TTarget> Target => _target.Values;

    /// <summary>The weight of each example in the mean loss and in metrics, [examples]; empty: all weigh the same.</summary>
    public Span<float> Weights => _weights.Values;

    ReadOnlySpan<float> IBatch<Batch<TInput, TTarget>>.Weights => Weights;

    int IBatch<Batch<TInput, TTarget>>.Tokens => typeof(TInput) == typeof(int) ? Input.Length : 0;

    /// <summary>The inputs as a tensor.</summary>
    public ReadOnlyTensorSpan<TInput> InputTensor => _input.Tensor;

    /// <summary>The targets as a tensor.</summary>
    public ReadOnlyTensorSpan<TTarget> TargetTensor => _target.Tensor;

    /// <summary>The number of examples: the first axis.</summary>
    public int Examples => _input.Examples;

    /// <summary>Sets the shapes. Allocates only when a shape is larger, or has other axes, than those before.</summary>
    /// <param name="inputShape">[examples, ...].</param>
    /// <param name="targetShape">[examples] or [examples, ...].</param>
    /// <param name="weighted">Whether the examples have <see cref="Weights"/>, which are to be filled.</param>
    public void Resize(ReadOnlySpan<int> inputShape, ReadOnlySpan<int> targetShape, bool weighted = false)
    {
        _input.Resize(inputShape);
        _target.Resize(targetShape);
        _weights.Resize(weighted ? Examples : 0);
    }

    /// <inheritdoc/>
    public void Swap(Batch<TInput, TTarget> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _input.Swap(other._input);
        _target.Swap(other._target);
        _weights.Swap(other._weights);
    }

    /// <inheritdoc/>
    public void Take(Batch<TInput, TTarget> from, ReadOnlySpan<int> examples)
    {
        ArgumentNullException.ThrowIfNull(from);
        _input.Take(from._input, examples);
        _target.Take(from._target, examples);
        if (from.Weights.IsEmpty) _weights.Resize(0);
        else _weights.Take(from._weights, examples);
    }

    /// <summary>Copies what a caller has as tensors, without weights.</summary>
    internal void Set(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target)
    {
        _input.Set(input);
        _target.Set(target);
        _weights.Resize(0);
    }
}
