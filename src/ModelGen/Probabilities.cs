using System;
using System.Numerics.Tensors;

namespace ModelGen;

/// <summary>Logits as probabilities and as decisions.</summary>
public static class Probabilities
{
    /// <summary>exp(x) / Σ exp(x) over the last axis, in place.</summary>
    /// <param name="logits">[..., classes], dense.</param>
    public static void Softmax(TensorSpan<float> logits)
    {
        Span<float> values = Values(logits, out int width);
        for (int start = 0; start < values.Length; start += width)
        {
            Span<float> row = values.Slice(start, width);
            // Less the largest: nothing overflows.
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }
    }

    /// <summary>1 / (1 + exp(-x)), in place.</summary>
    /// <param name="logits">Any shape, dense.</param>
    public static void Sigmoid(TensorSpan<float> logits)
    {
        Span<float> values = Values(logits, out _);
        TensorPrimitives.Sigmoid(values, values);
    }

    /// <summary>The place of the largest number over the last axis; of equal ones the first.</summary>
    /// <param name="logits">[..., classes].</param>
    /// <returns>The shape without its last axis.</returns>
    public static Tensor<int> Likeliest(Tensor<float> logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        Tensor<int> classes = Tensor.CreateFromShapeUninitialized<int>(logits.Lengths[..^1]);
        ReadOnlySpan<float> values = Guard.Dense(logits.AsReadOnlyTensorSpan());
        Span<int> ids = Guard.Dense(classes.AsTensorSpan(), nameof(Probabilities), nameof(classes));
        int width = (int)logits.Lengths[^1];
        for (int row = 0; row < ids.Length; row++) ids[row] = TensorPrimitives.IndexOfMax(values.Slice(row * width, width));
        return classes;
    }

    /// <summary>1 where a logit is at least 0, which is a probability of at least a half; otherwise 0.</summary>
    /// <param name="logits">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor<int> Decide(Tensor<float> logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        Tensor<int> classes = Tensor.CreateFromShapeUninitialized<int>(logits.Lengths);
        ReadOnlySpan<float> values = Guard.Dense(logits.AsReadOnlyTensorSpan());
        Span<int> ids = Guard.Dense(classes.AsTensorSpan(), nameof(Probabilities), nameof(classes));
        for (int i = 0; i < ids.Length; i++) ids[i] = values[i] >= 0 ? 1 : 0;
        return classes;
    }

    private static Span<float> Values(TensorSpan<float> logits, out int width)
    {
        width = logits.Rank == 0 ? 1 : (int)logits.Lengths[^1];
        return Guard.Dense(logits, nameof(Probabilities), nameof(logits));
    }
}
