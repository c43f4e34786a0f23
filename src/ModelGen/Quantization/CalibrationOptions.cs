using System;

namespace ModelGen.Quantization;

/// <summary>How the range of a product's input is made of what data shows.</summary>
public sealed record CalibrationOptions
{
    private readonly double _share = 1;
    private readonly int _batches = int.MaxValue;

    /// <summary>Which share of an input's numbers is within its range: 1, the default, all that were seen (min-max); 0.9999: what is larger than 99.99 % of them is cut off (percentile).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.5, or above 1.</exception>
    public double Share
    {
        get => _share;
        init => _share = value is > 0.5 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The share of an input's numbers within its range is above 0.5 and at most 1");
    }

    /// <summary>The most batches to look at, twice each: once for ranges, once for errors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Batches
    {
        get => _batches;
        init => _batches = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one batch is looked at");
    }
}
