using System;
using System.Buffers;
using System.ComponentModel;
using System.Numerics.Tensors;

namespace ModelGen.Cpu;

/// <summary>InfoNCE (van den Oord et al. 2018, arXiv:1807.03748): each example's a finds its own b among those of the batch, by cosine similarity over a temperature.</summary>
/// <remarks>One thread works: a batch is squared, but small.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InfoNceKernels
{
    private const float LeastNorm = 1e-12f;

    /// <summary>-log softmax(similarities of a row)[its own]; symmetric: the mean of that and the same over columns.</summary>
    /// <param name="a">[batch, width].</param>
    /// <param name="b">[batch, width].</param>
    /// <param name="terms">[batch], overwritten.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="width">Numbers of each.</param>
    /// <param name="temperature">What similarities are divided by.</param>
    /// <param name="symmetric">Each b finds its a, too.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> terms, int batch, int width, float temperature, bool symmetric)
    {
        Check.Shape(a, batch, width);
        Check.Shape(b, batch, width);
        Check.Shape(terms, batch);
        float[] rented = ArrayPool<float>.Shared.Rent(Size(batch));
        Span<float> similarities = Similarities(a, b, batch, width, temperature, rented);
        for (int i = 0; i < batch; i++)
        {
            double own = similarities[(i * batch) + i];
            double row = LogSumExp(similarities, i * batch, 1, batch) - own;
            terms[i] = (float)(symmetric ? (row + LogSumExp(similarities, i, batch, batch) - own) / 2 : row);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>The gradients with respect to both.</summary>
    /// <param name="dTerms">[batch].</param>
    /// <param name="a">[batch, width].</param>
    /// <param name="b">[batch, width].</param>
    /// <param name="da">[batch, width], overwritten; empty: not wanted.</param>
    /// <param name="db">[batch, width], overwritten; empty: not wanted.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="width">Numbers of each.</param>
    /// <param name="temperature">What similarities are divided by.</param>
    /// <param name="symmetric">Each b finds its a, too.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ReadOnlySpan<float> dTerms, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> da, Span<float> db, int batch, int width, float temperature, bool symmetric)
    {
        Check.Shape(dTerms, batch);
        Check.Shape(a, batch, width);
        Check.Shape(b, batch, width);
        Check.Optional(da, batch, width);
        Check.Optional(db, batch, width);
        float[] rented = ArrayPool<float>.Shared.Rent(Size(batch));
        Span<float> similarities = Similarities(a, b, batch, width, temperature, rented);
        Span<float> logs = rented.AsSpan((batch * batch) + (2 * batch), 2 * batch);
        for (int i = 0; i < batch; i++)
        {
            logs[i] = (float)LogSumExp(similarities, i * batch, 1, batch);
            logs[batch + i] = symmetric ? (float)LogSumExp(similarities, i, batch, batch) : 0;
        }

        // In the place of the similarities what the loss changes with each.
        float half = symmetric ? 0.5f : 1;
        for (int i = 0; i < batch; i++)
        {
            for (int j = 0; j < batch; j++)
            {
                float own = i == j ? 1 : 0, similarity = similarities[(i * batch) + j];
                float slope = half * dTerms[i] * (MathF.Exp(similarity - logs[i]) - own);
                if (symmetric) slope += half * dTerms[j] * (MathF.Exp(similarity - logs[batch + j]) - own);
                similarities[(i * batch) + j] = slope / temperature;
            }
        }

        Spread(similarities, batch, 1, a, b, rented.AsSpan(batch * batch, batch), rented.AsSpan((batch * batch) + batch, batch), da, batch, width);
        Spread(similarities, 1, batch, b, a, rented.AsSpan((batch * batch) + batch, batch), rented.AsSpan(batch * batch, batch), db, batch, width);
        ArrayPool<float>.Shared.Return(rented);
    }

    // Similarities, the norms of a and of b, and two numbers for each example.
    private static int Size(int batch) => checked((batch * batch) + (4 * batch));

    private static Span<float> Similarities(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int batch, int width, float temperature, float[] rented)
    {
        Span<float> similarities = rented.AsSpan(0, batch * batch), aNorms = rented.AsSpan(batch * batch, batch), bNorms = rented.AsSpan((batch * batch) + batch, batch);
        for (int i = 0; i < batch; i++)
        {
            aNorms[i] = MathF.Max(TensorPrimitives.Norm(a.Slice(i * width, width)), LeastNorm);
            bNorms[i] = MathF.Max(TensorPrimitives.Norm(b.Slice(i * width, width)), LeastNorm);
        }

        for (int i = 0; i < batch; i++)
        {
            for (int j = 0; j < batch; j++) similarities[(i * batch) + j] = TensorPrimitives.Dot(a.Slice(i * width, width), b.Slice(j * width, width)) / (aNorms[i] * bNorms[j] * temperature);
        }

        return similarities;
    }

    // dx_i = (v - x_i (x_i · v) / |x_i|²) / |x_i| with v = Σ_j slope_ij y_j / |y_j|.
    private static void Spread(ReadOnlySpan<float> slopes, int stride, int step, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> xNorms, ReadOnlySpan<float> yNorms, Span<float> dx, int batch, int width)
    {
        for (int i = 0; i < batch && !dx.IsEmpty; i++)
        {
            Span<float> own = dx.Slice(i * width, width);
            ReadOnlySpan<float> at = x.Slice(i * width, width);
            own.Clear();
            for (int j = 0; j < batch; j++) TensorPrimitives.MultiplyAdd(y.Slice(j * width, width), slopes[(i * stride) + (j * step)] / yNorms[j], own, own);
            float along = TensorPrimitives.Dot(own, at) / (xNorms[i] * xNorms[i]);
            TensorPrimitives.MultiplyAdd(at, -along, own, own);
            TensorPrimitives.Divide(own, xNorms[i], own);
        }
    }

    private static double LogSumExp(ReadOnlySpan<float> x, int first, int step, int count)
    {
        float max = float.MinValue;
        for (int i = 0; i < count; i++) max = MathF.Max(max, x[first + (i * step)]);
        double sum = 0;
        for (int i = 0; i < count; i++) sum += Math.Exp((double)x[first + (i * step)] - max);
        return max + Math.Log(sum);
    }
}
