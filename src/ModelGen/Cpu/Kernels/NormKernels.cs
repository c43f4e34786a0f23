using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Normalisation over the last axis.</summary>
/// <remarks>
/// Gradients of gain and bias are sums over all rows: the rows are cut into a number of parts that depends on the shape alone, each
/// part sums for itself, and the parts are added in order. So the result does not depend on the number of threads.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NormKernels
{
    /// <summary>y = (x - mean x) / √(var x + ε) · gain + bias in each row, the variance divided by width.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[rows, width].</param>
    /// <param name="gain">[width].</param>
    /// <param name="bias">[width]; empty: none.</param>
    /// <param name="y">[rows, width]; may be <paramref name="x"/>.</param>
    /// <param name="mean">[rows], written for the backward pass; empty: not wanted.</param>
    /// <param name="inverseDeviation">[rows], 1 / √(var x + ε); empty: not wanted.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>Ba, Kiros and Hinton 2016, arXiv:1607.06450.</remarks>
    public static void LayerNorm(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> gain, ReadOnlySpan<float> bias, Span<float> y,
        Span<float> mean, Span<float> inverseDeviation, int rows, int width, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, rows, width);
        Check.Shape(gain, width);
        Check.Optional(bias, width);
        Check.Shape(y, rows, width);
        Check.Optional(mean, rows);
        Check.Optional(inverseDeviation, rows);
        fixed (float* px = x, pGain = gain, pBias = bias, py = y, pMean = mean, pInverse = inverseDeviation)
        {
            NormForwardJob job = new()
            {
                X = px, Gain = pGain, Bias = pBias, Y = py, Mean = pMean, Inverse = pInverse,
                Rows = rows, Width = width, Epsilon = epsilon, Centred = true, PerTask = RowPartition.RowsPerTask(rows, width),
            };
            team.Run(ref job, RowPartition.Tasks(rows, job.PerTask));
        }
    }

    /// <summary>The gradients of <see cref="LayerNorm"/>.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[rows, width].</param>
    /// <param name="x">[rows, width]: what went into the forward pass.</param>
    /// <param name="gain">[width].</param>
    /// <param name="mean">[rows], from the forward pass.</param>
    /// <param name="inverseDeviation">[rows], from the forward pass.</param>
    /// <param name="residualGradient">[rows, width], added to dx; empty: none.</param>
    /// <param name="dx">[rows, width], overwritten; may be <paramref name="dy"/> or <paramref name="residualGradient"/>.</param>
    /// <param name="dGain">[width], added to.</param>
    /// <param name="dBias">[width], added to; empty: none.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void LayerNormBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> gain,
        ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation, ReadOnlySpan<float> residualGradient, Span<float> dx,
        Span<float> dGain, Span<float> dBias, int rows, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, rows, width);
        Check.Shape(x, rows, width);
        Check.Shape(gain, width);
        Check.Shape(mean, rows);
        Check.Shape(inverseDeviation, rows);
        Check.Optional(residualGradient, rows, width);
        Check.Shape(dx, rows, width);
        Check.Shape(dGain, width);
        Check.Optional(dBias, width);
        fixed (float* pDy = dy, px = x, pGain = gain, pMean = mean, pInverse = inverseDeviation, pResidual = residualGradient)
        fixed (float* pDx = dx, pDGain = dGain, pDBias = dBias)
        {
            NormBackwardJob job = new()
            {
                Dy = pDy, X = px, Gain = pGain, Mean = pMean, Inverse = pInverse, Residual = pResidual, Dx = pDx,
                Rows = rows, Width = width, Centred = true,
            };
            job.Run(team, pDGain, pDBias);
        }
    }

    /// <summary>Root-mean-square normalisation: y = x / √(mean x² + ε) · gain in each row.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[rows, width].</param>
    /// <param name="gain">[width].</param>
    /// <param name="y">[rows, width]; may be <paramref name="x"/>.</param>
    /// <param name="inverseRms">[rows], written for the backward pass; empty: not wanted.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>Zhang and Sennrich 2019, arXiv:1910.07467, equation 4.</remarks>
    public static void RmsNorm(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> gain, Span<float> y, Span<float> inverseRms,
        int rows, int width, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, rows, width);
        Check.Shape(gain, width);
        Check.Shape(y, rows, width);
        Check.Optional(inverseRms, rows);
        fixed (float* px = x, pGain = gain, py = y, pInverse = inverseRms)
        {
            NormForwardJob job = new()
            {
                X = px, Gain = pGain, Y = py, Inverse = pInverse,
                Rows = rows, Width = width, Epsilon = epsilon, Centred = false, PerTask = RowPartition.RowsPerTask(rows, width),
            };
            team.Run(ref job, RowPartition.Tasks(rows, job.PerTask));
        }
    }

    /// <summary>The gradients of <see cref="RmsNorm"/>.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[rows, width].</param>
    /// <param name="x">[rows, width]: what went into the forward pass.</param>
    /// <param name="gain">[width].</param>
    /// <param name="inverseRms">[rows], from the forward pass.</param>
    /// <param name="residualGradient">[rows, width], added to dx; empty: none.</param>
    /// <param name="dx">[rows, width], overwritten; may be <paramref name="dy"/> or <paramref name="residualGradient"/>.</param>
    /// <param name="dGain">[width], added to.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void RmsNormBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> gain,
        ReadOnlySpan<float> inverseRms, ReadOnlySpan<float> residualGradient, Span<float> dx, Span<float> dGain, int rows, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, rows, width);
        Check.Shape(x, rows, width);
        Check.Shape(gain, width);
        Check.Shape(inverseRms, rows);
        Check.Optional(residualGradient, rows, width);
        Check.Shape(dx, rows, width);
        Check.Shape(dGain, width);
        fixed (float* pDy = dy, px = x, pGain = gain, pInverse = inverseRms, pResidual = residualGradient, pDx = dx, pDGain = dGain)
        {
            NormBackwardJob job = new()
            {
                Dy = pDy, X = px, Gain = pGain, Inverse = pInverse, Residual = pResidual, Dx = pDx,
                Rows = rows, Width = width, Centred = false,
            };
            job.Run(team, pDGain, dBias: null);
        }
    }
}
