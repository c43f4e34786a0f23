using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Normalisation over groups of channels and all of space.</summary>
/// <remarks>Wu and He 2018, arXiv:1803.08494.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GroupNormKernels
{
    /// <summary>y = (x - mean) / √(variance + ε) · gain + bias, the statistics those of each example's groups.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="gain">[channels].</param>
    /// <param name="bias">[channels].</param>
    /// <param name="y">[batch, channels, inner].</param>
    /// <param name="mean">[batch, groups], for the backward pass; or empty.</param>
    /// <param name="inverseDeviation">[batch, groups], for the backward pass; or empty.</param>
    /// <param name="batch">Number of examples.</param>
    /// <param name="channels">Channels of an example.</param>
    /// <param name="inner">Pixels of a channel.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> gain, ReadOnlySpan<float> bias, Span<float> y, Span<float> mean,
        Span<float> inverseDeviation, int batch, int channels, int inner, int groups, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckGroups(channels, groups);
        Check.Shape(x, batch, channels, inner);
        Check.Shape(gain, channels);
        Check.Shape(bias, channels);
        Check.Shape(y, batch, channels, inner);
        Check.Optional(mean, batch, groups);
        Check.Optional(inverseDeviation, batch, groups);
        fixed (float* px = x, pGain = gain, pBias = bias, py = y, pMean = mean, pInverse = inverseDeviation)
        {
            Job job = new() { X = px, Gain = pGain, Bias = pBias, Y = py, Mean = pMean, Inverse = pInverse, Channels = channels / groups, Groups = groups, Inner = inner, Epsilon = epsilon };
            team.Run(ref job, batch * groups);
        }
    }

    /// <summary>The gradient; adds into gain and bias.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, channels, inner].</param>
    /// <param name="x">[batch, channels, inner]: what went into the forward pass.</param>
    /// <param name="gain">[channels].</param>
    /// <param name="mean">[batch, groups], from the forward pass.</param>
    /// <param name="inverseDeviation">[batch, groups], from the forward pass.</param>
    /// <param name="dx">[batch, channels, inner].</param>
    /// <param name="dGain">[channels], added to.</param>
    /// <param name="dBias">[channels], added to.</param>
    /// <param name="batch">Number of examples.</param>
    /// <param name="channels">Channels of an example.</param>
    /// <param name="inner">Pixels of a channel.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> gain, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation,
        Span<float> dx, Span<float> dGain, Span<float> dBias, int batch, int channels, int inner, int groups)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckGroups(channels, groups);
        Check.Shape(dy, batch, channels, inner);
        Check.Shape(x, batch, channels, inner);
        Check.Shape(gain, channels);
        Check.Shape(mean, batch, groups);
        Check.Shape(inverseDeviation, batch, groups);
        Check.Shape(dx, batch, channels, inner);
        Check.Shape(dGain, channels);
        Check.Shape(dBias, channels);

        // Each example's sums, added up in order afterwards.
        float* sums = team.Scratch(0, 2L * batch * channels);
        fixed (float* pDy = dy, px = x, pGain = gain, pMean = mean, pInverse = inverseDeviation, pDx = dx)
        {
            Job job = new() { Dy = pDy, X = px, Gain = pGain, Y = pDx, Mean = pMean, Inverse = pInverse, Sums = sums, Channels = channels / groups, Groups = groups, Inner = inner };
            team.Run(ref job, batch * groups);
        }

        for (int i = 0; i < batch * channels; i++)
        {
            dBias[i % channels] += sums[2 * i];
            dGain[i % channels] += sums[(2 * i) + 1];
        }
    }

    private static void CheckGroups(int channels, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (channels % groups != 0) throw new ArgumentException($"{groups} groups do not divide {channels} channels.", nameof(groups));
    }

    /// <summary>One group of one example: forward, or backward where there is <see cref="Dy"/>.</summary>
    private struct Job : IJob
    {
        public float* Dy;
        public float* X;
        public float* Gain;
        public float* Bias;
        public float* Y;
        public float* Mean;
        public float* Inverse;
        public float* Sums;
        public int Channels;
        public int Groups;
        public int Inner;
        public float Epsilon;

        public readonly void Execute(int task, int worker)
        {
            if (VectorPath.Has512) Execute<Lanes512>(task);
            else if (VectorPath.Has256) Execute<Lanes2x256>(task);
            else Execute<Lanes128>(task);
        }

        private readonly void Execute<T>(int task)
            where T : unmanaged, ILanes<T>
        {
            int first = task % Groups * Channels;
            nint at = (nint)task * Channels * Inner;
            if (Dy == null) Forward<T>(task, first, X + at, Y + at);
            else Backward<T>(task, first, Dy + at, X + at, Y + at);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Forward<T>(int task, int first, float* x, float* y)
            where T : unmanaged, ILanes<T>
        {
            int width = Channels * Inner;
            float mean = NormSums.Mean<T>(x, width);
            float inverse = 1 / MathF.Sqrt((NormSums.Squares<T>(x, mean, width) / width) + Epsilon);
            if (Mean != null) Mean[task] = mean;
            if (Inverse != null) Inverse[task] = inverse;
            T centre = T.Of(mean);
            for (int channel = 0; channel < Channels; channel++, x += Inner, y += Inner)
            {
                T factor = T.Of(inverse * Gain[first + channel]), bias = T.Of(Bias[first + channel]);
                for (int i = 0; i < Inner; i += T.Count)
                {
                    LaneMath.Store(T.Fma(LaneMath.Load<T>(x + i, Inner - i) - centre, factor, bias), y + i, Inner - i);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Backward<T>(int task, int first, float* dy, float* x, float* dx)
            where T : unmanaged, ILanes<T>
        {
            (float mean, float inverse) = (Mean[task], Inverse[task]);
            float* sums = Sums + (2 * (nint)task * Channels);
            float sum = 0, product = 0;
            T centre = T.Of(mean);
            for (int channel = 0; channel < Channels; channel++)
            {
                T partSum = T.Of(0), partProduct = T.Of(0);
                for (int i = 0; i < Inner; i += T.Count)
                {
                    // Beyond the end dy is 0.
                    T d = LaneMath.Load<T>(dy + (channel * Inner) + i, Inner - i);
                    partSum += d;
                    partProduct = T.Fma(d, LaneMath.Load<T>(x + (channel * Inner) + i, Inner - i) - centre, partProduct);
                }

                sums[2 * channel] = T.Sum(partSum);
                sums[(2 * channel) + 1] = T.Sum(partProduct) * inverse;
                sum += Gain[first + channel] * sums[2 * channel];
                product += Gain[first + channel] * sums[(2 * channel) + 1];
            }

            float share = 1f / (Channels * Inner);
            T shift = T.Of(sum * share), slope = T.Of(product * share * inverse), scale = T.Of(inverse);
            for (int channel = 0; channel < Channels; channel++, dy += Inner, x += Inner, dx += Inner)
            {
                T gain = T.Of(Gain[first + channel]);
                for (int i = 0; i < Inner; i += T.Count)
                {
                    T centred = LaneMath.Load<T>(x + i, Inner - i) - centre;
                    LaneMath.Store(((LaneMath.Load<T>(dy + i, Inner - i) * gain) - shift - (centred * slope)) * scale, dx + i, Inner - i);
                }
            }
        }
    }
}
