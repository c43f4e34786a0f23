using System;
using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Inputs and targets of one step, in buffers that are used again for the next.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class Batch<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private TInput[] _input = [];
    private TTarget[] _target = [];
    private nint[] _inputShape = [];
    private nint[] _targetShape = [];
    private int _inputCount;
    private int _targetCount;

    /// <summary>The inputs, row-major.</summary>
    public Span<TInput> Input => _input.AsSpan(0, _inputCount);

    /// <summary>The targets, row-major.</summary>
    public Span<TTarget> Target => _target.AsSpan(0, _targetCount);

    /// <summary>The inputs as a tensor.</summary>
    public ReadOnlyTensorSpan<TInput> InputTensor => new(Input, _inputShape);

    /// <summary>The targets as a tensor.</summary>
    public ReadOnlyTensorSpan<TTarget> TargetTensor => new(Target, _targetShape);

    /// <summary>The number of examples: the first axis.</summary>
    public int Examples => _inputShape.Length == 0 ? 0 : (int)_inputShape[0];

    /// <summary>Sets the shapes. Allocates only when a shape is larger, or has other axes, than those before.</summary>
    public void Resize(ReadOnlySpan<int> inputShape, ReadOnlySpan<int> targetShape)
    {
        _inputCount = Set(ref _inputShape, inputShape);
        _targetCount = Set(ref _targetShape, targetShape);
        if (_input.Length < _inputCount) _input = new TInput[_inputCount];
        if (_target.Length < _targetCount) _target = new TTarget[_targetCount];
    }

    /// <summary>Exchanges the contents of two batches without copying.</summary>
    internal void Swap(Batch<TInput, TTarget> other)
    {
        (_input, other._input) = (other._input, _input);
        (_target, other._target) = (other._target, _target);
        (_inputShape, other._inputShape) = (other._inputShape, _inputShape);
        (_targetShape, other._targetShape) = (other._targetShape, _targetShape);
        (_inputCount, other._inputCount) = (other._inputCount, _inputCount);
        (_targetCount, other._targetCount) = (other._targetCount, _targetCount);
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
