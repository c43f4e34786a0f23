using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Batch normalisation of the channels of [outer, channels, inner]: images have their pixels inside, features nothing (inner = 1).</summary>
/// <remarks>Ioffe and Szegedy 2015, arXiv:1502.03167. A channel is one task: sums are the same for any number of threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BatchNormKernels
{
    /// <summary>Training: y = (x - mean) / √(variance + ε) · gain + bias with the batch's own statistics, towards which the running ones move.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[outer, channels, inner].</param>
    /// <param name="gain">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="runningMean">[channels], updated.</param>
    /// <param name="runningVariance">[channels], updated with the unbiased variance, as PyTorch does.</param>
    /// <param name="y">[outer, channels, inner].</param>
    /// <param name="mean">[channels], for the backward pass; or empty.</param>
    /// <param name="inverseDeviation">[channels], for the backward pass; or empty.</param>
    /// <param name="outer">Examples, or rows.</param>
    /// <param name="channels">Channels, or features.</param>
    /// <param name="inner">Pixels of a channel, or 1.</param>
    /// <param name="momentum">The share of this batch in the running statistics.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="frozen">Whether the running statistics take the place of the batch's, and stay.</param>
    /// <param name="mask">[outer], where inner is 1: rows with 0 (padding) are no part of the statistics; empty: all are.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>Where no row is real, the running statistics stay.</remarks>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> gain, ReadOnlySpan<float> bias, Span<float> runningMean, Span<float> runningVariance,
        Span<float> y, Span<float> mean, Span<float> inverseDeviation, int outer, int channels, int inner, float momentum, float epsilon, bool frozen = false,
        ReadOnlySpan<float> mask = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, outer, channels, inner);
        Check.Shape(gain, channels);
        Check.Shape(bias, channels);
        Check.Shape(runningMean, channels);
        Check.Shape(runningVariance, channels);
        Check.Shape(y, outer, channels, inner);
        Check.Optional(mean, channels);
        Check.Optional(inverseDeviation, channels);
        CheckMask(mask, outer, inner);
        fixed (float* px = x, pGain = gain, pBias = bias, pRunningMean = runningMean, pRunningVariance = runningVariance, py = y, pMean = mean, pInverse = inverseDeviation,
            pMask = mask)
        {
            new BatchNormJob
            {
                Kind = BatchNormKind.Forward, X = px, Mask = pMask, Gain = pGain, Bias = pBias, RunningMean = pRunningMean, RunningVariance = pRunningVariance, Y = py, Mean = pMean,
                Inverse = pInverse, Momentum = momentum, Epsilon = epsilon, Frozen = frozen,
            }.Run(team, outer, channels, inner);
        }
    }

    /// <summary>Prediction: the same with the running statistics, which stay.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[outer, channels, inner].</param>
    /// <param name="gain">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="runningMean">[channels].</param>
    /// <param name="runningVariance">[channels].</param>
    /// <param name="y">[outer, channels, inner]; may be <paramref name="x"/>.</param>
    /// <param name="outer">Examples, or rows.</param>
    /// <param name="channels">Channels, or features.</param>
    /// <param name="inner">Pixels of a channel, or 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Predict(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> gain, ReadOnlySpan<float> bias, ReadOnlySpan<float> runningMean,
        ReadOnlySpan<float> runningVariance, Span<float> y, int outer, int channels, int inner, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, outer, channels, inner);
        Check.Shape(gain, channels);
        Check.Shape(bias, channels);
        Check.Shape(runningMean, channels);
        Check.Shape(runningVariance, channels);
        Check.Shape(y, outer, channels, inner);
        fixed (float* px = x, pGain = gain, pBias = bias, pRunningMean = runningMean, pRunningVariance = runningVariance, py = y)
        {
            new BatchNormJob
            {
                Kind = BatchNormKind.Predict, X = px, Gain = pGain, Bias = pBias, RunningMean = pRunningMean, RunningVariance = pRunningVariance, Y = py, Epsilon = epsilon,
            }.Run(team, outer, channels, inner);
        }
    }

    /// <summary>The gradient of <see cref="Forward"/>, that of the statistics included; adds into gain and bias.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[outer, channels, inner].</param>
    /// <param name="x">[outer, channels, inner]: what went into the forward pass.</param>
    /// <param name="gain">[channels].</param>
    /// <param name="mean">[channels], from the forward pass.</param>
    /// <param name="inverseDeviation">[channels], from the forward pass.</param>
    /// <param name="dx">[outer, channels, inner]; may be <paramref name="dy"/>.</param>
    /// <param name="dGain">[channels], added to.</param>
    /// <param name="dBias">[channels], added to.</param>
    /// <param name="outer">Examples, or rows.</param>
    /// <param name="channels">Channels, or features.</param>
    /// <param name="inner">Pixels of a channel, or 1.</param>
    /// <param name="frozen">Whether the statistics were frozen: then they do not depend on x.</param>
    /// <param name="mask">[outer], as in the forward pass.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> gain, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation,
        Span<float> dx, Span<float> dGain, Span<float> dBias, int outer, int channels, int inner, bool frozen = false, ReadOnlySpan<float> mask = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, outer, channels, inner);
        Check.Shape(x, outer, channels, inner);
        Check.Shape(gain, channels);
        Check.Shape(mean, channels);
        Check.Shape(inverseDeviation, channels);
        Check.Shape(dx, outer, channels, inner);
        Check.Shape(dGain, channels);
        Check.Shape(dBias, channels);
        CheckMask(mask, outer, inner);
        fixed (float* pDy = dy, px = x, pGain = gain, pMean = mean, pInverse = inverseDeviation, pDx = dx, pDGain = dGain, pDBias = dBias, pMask = mask)
        {
            new BatchNormJob
            {
                Kind = BatchNormKind.Backward, Dy = pDy, X = px, Mask = pMask, Gain = pGain, Mean = pMean, Inverse = pInverse, Y = pDx, DGain = pDGain, DBias = pDBias, Frozen = frozen,
            }.Run(team, outer, channels, inner);
        }
    }

    private static void CheckMask(ReadOnlySpan<float> mask, int outer, int inner)
    {
        Check.Optional(mask, outer);
        if (!mask.IsEmpty && inner != 1) throw new ArgumentException("Only rows of features have a mask.", nameof(mask));
    }
}
