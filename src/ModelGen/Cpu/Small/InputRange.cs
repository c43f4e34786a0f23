using System;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu.Small;

/// <summary>How far from 0 the numbers are that products take in place of x, seen over data: the largest, and how many lie where below it.</summary>
/// <remarks>Counted in the order of calls, each number by itself: the same on every processor and with any number of threads.</remarks>
internal sealed unsafe class InputRange
{
    /// <summary>Of a histogram whose width doubles as larger numbers come, so that at least half of them are below the largest seen.</summary>
    private const int Bins = 4096;

    private readonly long[] _counts = new long[Bins];
    private float _width;

    /// <summary>How many numbers were seen.</summary>
    public long Count { get; private set; }

    /// <summary>The largest magnitude.</summary>
    public float Largest { get; private set; }

    /// <summary>Whether all were finite.</summary>
    public bool IsFinite { get; private set; } = true;

    /// <summary>The range whose errors are counted; 0: they are not yet.</summary>
    public float Fixed { get; set; }

    /// <summary>Sums over what was seen since <see cref="Fixed"/> was set: of squares, of squared rounding errors with that range, and with each row's own.</summary>
    public double Squares { get; private set; }

    public double FixedErrors { get; private set; }

    public double RowErrors { get; private set; }

    /// <summary>Looks at A of a product.</summary>
    /// <param name="most">What the largest number of a row becomes.</param>
    public void See(in Product product, int most)
    {
        lock (_counts)
        {
            for (int row = 0; row < product.M; row++)
            {
                ReadOnlySpan<float> x = new((float*)product.A.Start + (row * product.A.Step), product.K);
                if (Fixed > 0) Compare(x, most);
                else foreach (float value in x) Add(MathF.Abs(value));
            }
        }
    }

    /// <summary>The range that a share of all numbers is within: where the histogram's bin ends that the last of them is in.</summary>
    /// <param name="share">Above 0; 1: the largest magnitude.</param>
    public float Within(double share)
    {
        if (share >= 1 || Largest == 0) return Largest;
        long wanted = (long)Math.Ceiling(share * Count), seen = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            seen += _counts[bin];
            if (seen >= wanted) return Math.Min((bin + 1) * _width, Largest);
        }

        return Largest;
    }

    private void Add(float magnitude)
    {
        if (!float.IsFinite(magnitude))
        {
            IsFinite = false;
            return;
        }

        Count++;
        Largest = Math.Max(Largest, magnitude);
        if (_width == 0 && magnitude > 0) Widen(magnitude);
        while (magnitude >= _width * Bins && magnitude > 0) Double();
        _counts[_width == 0 ? 0 : (int)(magnitude / _width)]++;
    }

    // A power of two, so that bins of twice the width are two of the old ones; of numbers next to nothing, the smallest that a float has.
    private void Widen(float magnitude) => _width = Math.Max(MathF.ScaleB(1, MathF.ILogB(magnitude) + 1) / Bins, float.Epsilon);

    private void Double()
    {
        for (int bin = 0; bin < Bins / 2; bin++) _counts[bin] = _counts[2 * bin] + _counts[(2 * bin) + 1];
        _counts.AsSpan(Bins / 2).Clear();
        _width *= 2;
    }

    private void Compare(ReadOnlySpan<float> x, int most)
    {
        float largest = 0;
        foreach (float value in x) largest = Math.Max(largest, MathF.Abs(value));
        foreach (float value in x)
        {
            Squares += (double)value * value;
            FixedErrors += Squared(value, Fixed, most);
            RowErrors += Squared(value, largest, most);
        }
    }

    private static double Squared(float value, double largest, int most)
    {
        if (largest == 0) return (double)value * value;
        double difference = (Math.Clamp(Math.Round(value / largest * most), -most, most) * largest / most) - value;
        return difference * difference;
    }
}
