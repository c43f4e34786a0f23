using System;

namespace ModelGen.Tables;

/// <summary>What stands in for a missing value. Means, medians and most frequent values are those of the training rows.</summary>
public sealed record Impute
{
    /// <summary>Nothing: a missing value is an error that names row and column.</summary>
    public static Impute Refuse { get; } = new(ImputeKind.Refuse);

    /// <summary>Nothing: rows with a missing value are left out of data sets, and refused where something is foretold for them.</summary>
    public static Impute Drop { get; } = new(ImputeKind.Drop);

    /// <summary>The mean; of numbers and dates.</summary>
    public static Impute Mean { get; } = new(ImputeKind.Mean);

    /// <summary>The median; of numbers and dates.</summary>
    public static Impute Median { get; } = new(ImputeKind.Median);

    /// <summary>The most frequent value; of several the first in order.</summary>
    public static Impute MostFrequent { get; } = new(ImputeKind.MostFrequent);

    internal Impute(ImputeKind kind, double number = 0, string? text = null, bool indicator = false) => (Kind, Number, Text, Indicator) = (kind, number, text, indicator);

    internal ImputeKind Kind { get; }

    internal double Number { get; }

    internal string? Text { get; }

    internal bool Indicator { get; }

    /// <summary>A number that is given.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public static Impute Constant(double value) => double.IsFinite(value) ? new(ImputeKind.Constant, value) : throw new ArgumentException("A missing number is filled with a finite one", nameof(value));

    /// <summary>A category that is given; of dates a date as text (2026-11-29).</summary>
    public static Impute Constant(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(ImputeKind.Constant, 0, value);
    }

    /// <summary>The same, and a column more that is 1 where the value is missing and 0 elsewhere.</summary>
    /// <exception cref="InvalidOperationException">Nothing stands in for the missing value.</exception>
    public Impute WithIndicator() => Kind is ImputeKind.Refuse or ImputeKind.Drop
        ? throw new InvalidOperationException("An indicator needs a value that stands in: Impute.Median.WithIndicator(), say")
        : new(Kind, Number, Text, indicator: true);
}
