using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Channels of a batch normalisation: a task is one channel with its pixels, or a stretch of features.</summary>
internal unsafe struct BatchNormJob : IJob
{
    /// <summary>Features of a task: four cache lines.</summary>
    private const int Stretch = 64;

    /// <summary>Rows that are summed before their sum goes into the total: few enough to lose nothing.</summary>
    private const int RowsAtOnce = 64;

    public BatchNormKind Kind;
    public float* Dy;
    public float* X;

    /// <summary>[outer]: rows with 0 are no part of the statistics; null: all are. Of features only.</summary>
    public float* Mask;
    public float* Gain;
    public float* Bias;
    public float* RunningMean;
    public float* RunningVariance;
    public float* Mean;
    public float* Inverse;
    public float* Y;
    public float* DGain;
    public float* DBias;
    public float Momentum;
    public float Epsilon;
    public bool Frozen;

    private int _outer;
    private int _channels;
    private int _inner;

    /// <summary>Rows that count, and the first of them.</summary>
    private int _real;
    private int _first;

    public void Run(ThreadTeam team, int outer, int channels, int inner)
    {
        if (outer == 0 || inner == 0) return;
        (_outer, _channels, _inner) = (outer, channels, inner);
        for (int row = outer - 1; row >= 0; row--)
        {
            if (IsReal(row)) (_first, _real) = (row, _real + 1);
        }

        team.Run(ref this, inner > 1 ? channels : RowPartition.Tasks(channels, Stretch));
    }

    public readonly void Execute(int task, int worker)
    {
        if (VectorPath.Has512) Execute<Lanes512>(task);
        else if (VectorPath.Has256) Execute<Lanes2x256>(task);
        else Execute<Lanes128>(task);
    }

    private readonly void Execute<T>(int task)
        where T : unmanaged, ILanes<T>
    {
        if (_inner > 1)
        {
            Plane<T>(task);
            return;
        }

        int end = Math.Min((task + 1) * Stretch, _channels);
        for (int channel = task * Stretch; channel < end; channel += T.Count)
        {
            Columns<T>(channel, end - channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Plane<T>(int channel)
        where T : unmanaged, ILanes<T>
    {
        float count = (float)_outer * _inner;
        if (Kind == BatchNormKind.Backward)
        {
            (float mean, float inverse) = (Mean[channel], Inverse[channel]);
            double sum = 0, product = 0;
            for (int i = 0; i < _outer; i++)
            {
                sum += NormSums.Sum<T>(Dy + At(i, channel), _inner);
                product += Product<T>(Dy + At(i, channel), X + At(i, channel), mean);
            }

            float dGain = (float)(product * inverse), dBias = (float)sum;
            DGain[channel] += dGain;
            DBias[channel] += dBias;
            T factor = T.Of(Gain[channel] * inverse), centre = T.Of(mean), slope = T.Of(Frozen ? 0 : inverse * dGain / count), shift = T.Of(Frozen ? 0 : dBias / count);
            for (int i = 0; i < _outer; i++)
            {
                float* dy = Dy + At(i, channel), x = X + At(i, channel), dx = Y + At(i, channel);
                for (int j = 0; j < _inner; j += T.Count)
                {
                    T centred = LaneMath.Load<T>(x + j, _inner - j) - centre;
                    LaneMath.Store((LaneMath.Load<T>(dy + j, _inner - j) - shift - (centred * slope)) * factor, dx + j, _inner - j);
                }
            }

            return;
        }

        if (Kind == BatchNormKind.Forward && !Frozen)
        {
            // By way of differences from one of the numbers: the mean of equal ones is exactly theirs.
            float centre = X[At(0, channel)];
            double sum = 0, squares = 0;
            for (int i = 0; i < _outer; i++) sum += NormSums.Differences<T>(X + At(i, channel), centre, _inner);
            float mean = (float)(centre + (sum / count));
            for (int i = 0; i < _outer; i++) squares += NormSums.Squares<T>(X + At(i, channel), mean, _inner);
            Remember(channel, mean, (float)(squares / count), count);
            Shift<T>(channel, mean, Deviation((float)(squares / count)));
        }
        else
        {
            Show(channel, RunningMean[channel], RunningVariance[channel]);
            Shift<T>(channel, RunningMean[channel], Deviation(RunningVariance[channel]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Shift<T>(int channel, float mean, float inverse)
        where T : unmanaged, ILanes<T>
    {
        T centre = T.Of(mean), factor = T.Of(inverse * Gain[channel]), bias = T.Of(Bias[channel]);
        for (int i = 0; i < _outer; i++)
        {
            float* x = X + At(i, channel), y = Y + At(i, channel);
            for (int j = 0; j < _inner; j += T.Count)
            {
                LaneMath.Store(T.Fma(LaneMath.Load<T>(x + j, _inner - j) - centre, factor, bias), y + j, _inner - j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float Product<T>(float* dy, float* x, float mean)
        where T : unmanaged, ILanes<T>
    {
        T sum = T.Of(0), centre = T.Of(mean);
        for (int j = 0; j < _inner; j += T.Count)
        {
            // Beyond the end dy is 0.
            sum = T.Fma(LaneMath.Load<T>(dy + j, _inner - j), LaneMath.Load<T>(x + j, _inner - j) - centre, sum);
        }

        return T.Sum(sum);
    }

    // A register of features, all rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Columns<T>(int channel, int left)
        where T : unmanaged, ILanes<T>
    {
        T share = T.Of(_real == 0 ? 0 : 1f / _real), gain = LaneMath.Load<T>(Gain + channel, left);
        if (Kind == BatchNormKind.Backward)
        {
            T mean = LaneMath.Load<T>(Mean + channel, left), inverse = LaneMath.Load<T>(Inverse + channel, left);
            T sum = T.Of(0), product = T.Of(0);
            for (int first = 0; first < _outer; first += RowsAtOnce)
            {
                T partSum = T.Of(0), partProduct = T.Of(0);
                for (int row = first; row < Math.Min(first + RowsAtOnce, _outer); row++)
                {
                    T dy = LaneMath.Load<T>(Dy + At(row, channel), left);
                    partSum += dy;
                    partProduct = T.Fma(dy, LaneMath.Load<T>(X + At(row, channel), left) - mean, partProduct);
                }

                sum += partSum;
                product += partProduct;
            }

            T dGain = product * inverse;
            LaneMath.Store(LaneMath.Load<T>(DGain + channel, left) + dGain, DGain + channel, left);
            LaneMath.Store(LaneMath.Load<T>(DBias + channel, left) + sum, DBias + channel, left);
            if (Frozen) share = T.Of(0);
            T factor = gain * inverse, slope = inverse * dGain * share, shift = sum * share;
            for (int row = 0; row < _outer; row++)
            {
                // A row that is no part of the statistics moves none of them.
                T dy = LaneMath.Load<T>(Dy + At(row, channel), left);
                T own = IsReal(row) ? dy - shift - ((LaneMath.Load<T>(X + At(row, channel), left) - mean) * slope) : dy;
                LaneMath.Store(own * factor, Y + At(row, channel), left);
            }

            return;
        }

        float* means = stackalloc float[T.Count];
        float* inverses = stackalloc float[T.Count];
        Statistics<T>(channel, left, means, inverses);
        T centre = LaneMath.Load<T>(means, left), scale = LaneMath.Load<T>(inverses, left) * gain, bias = LaneMath.Load<T>(Bias + channel, left);
        for (int row = 0; row < _outer; row++)
        {
            LaneMath.Store(T.Fma(LaneMath.Load<T>(X + At(row, channel), left) - centre, scale, bias), Y + At(row, channel), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Statistics<T>(int channel, int left, float* means, float* inverses)
        where T : unmanaged, ILanes<T>
    {
        int count = Math.Min(left, T.Count);
        if (Kind == BatchNormKind.Predict || Frozen)
        {
            for (int i = 0; i < count; i++)
            {
                (means[i], inverses[i]) = (RunningMean[channel + i], Deviation(RunningVariance[channel + i]));
                Show(channel + i, RunningMean[channel + i], RunningVariance[channel + i]);
            }

            return;
        }

        // By way of differences from one of the numbers: the mean of equal ones is exactly theirs.
        T share = T.Of(_real == 0 ? 0 : 1f / _real), sum = T.Of(0), squares = T.Of(0), start = LaneMath.Load<T>(X + At(_first, channel), left);
        for (int first = 0; first < _outer; first += RowsAtOnce)
        {
            T part = T.Of(0);
            for (int row = first; row < Math.Min(first + RowsAtOnce, _outer); row++)
            {
                if (IsReal(row)) part += LaneMath.Load<T>(X + At(row, channel), left) - start;
            }

            sum += part;
        }

        T mean = start + (sum * share);
        for (int first = 0; first < _outer; first += RowsAtOnce)
        {
            T part = T.Of(0);
            for (int row = first; row < Math.Min(first + RowsAtOnce, _outer); row++)
            {
                if (!IsReal(row)) continue;
                T centred = LaneMath.Load<T>(X + At(row, channel), left) - mean;
                part = T.Fma(centred, centred, part);
            }

            squares += part;
        }

        float* variances = inverses;
        LaneMath.Store(mean, means, left);
        LaneMath.Store(squares * share, variances, left);
        for (int i = 0; i < count; i++)
        {
            Remember(channel + i, means[i], variances[i], _real);
            inverses[i] = Deviation(variances[i]);
        }
    }

    private readonly void Remember(int channel, float mean, float variance, float count)
    {
        // One value has no unbiased variance.
        float unbiased = count > 1 ? variance * count / (count - 1) : variance;
        if (count > 0)
        {
            // Not old + momentum · (new - old): where the new one is much smaller, the difference has none of its digits.
            RunningMean[channel] = ((1 - Momentum) * RunningMean[channel]) + (Momentum * mean);
            RunningVariance[channel] = ((1 - Momentum) * RunningVariance[channel]) + (Momentum * unbiased);
        }

        Show(channel, mean, variance);
    }

    // What the backward pass reads.
    private readonly void Show(int channel, float mean, float variance)
    {
        if (Mean != null) Mean[channel] = mean;
        if (Inverse != null) Inverse[channel] = Deviation(variance);
    }

    private readonly bool IsReal(int row) => Mask == null || Mask[row] != 0;

    private readonly float Deviation(float variance) => 1 / MathF.Sqrt(variance + Epsilon);

    private readonly nint At(int row, int channel) => (((nint)row * _channels) + channel) * _inner;
}
