using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Reports;

/// <summary>Numbers to places on an axis, with round ticks.</summary>
/// <param name="Low">The number at the start.</param>
/// <param name="High">The number at the end.</param>
/// <param name="Step">From tick to tick.</param>
internal readonly record struct PlotScale(double Low, double High, double Step)
{
    private const int Ticks = 5;

    /// <summary>From 0 to 1.</summary>
    public static PlotScale Unit { get; } = new(0, 1, 0.2);

    /// <summary>A scale that holds all numbers; they are finite.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The largest.</param>
    /// <param name="isTight">Whether the axis ends where the numbers do, and not at a tick.</param>
    public static PlotScale For(double low, double high, bool isTight)
    {
        if (!(high > low))
        {
            double margin = low == 0 ? 1 : Math.Abs(low) * 0.1;
            (low, high) = (low - margin, high + margin);
        }

        double rough = (high - low) / Ticks, power = Math.Pow(10, Math.Floor(Math.Log10(rough))), digit = rough / power;
        double step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
        return isTight ? new PlotScale(low, high, step) : new PlotScale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>0 at the start, 1 at the end.</summary>
    public double Part(double value) => (value - Low) / (High - Low);

    /// <summary>The ticks.</summary>
    public IEnumerable<double> Marks()
    {
        long first = (long)Math.Ceiling((Low / Step) - 1e-9), last = (long)Math.Floor((High / Step) + 1e-9);
        for (long i = first; i <= last; i++) yield return i * Step;
    }

    /// <summary>A tick's text.</summary>
    public string Text(double value)
    {
        double size = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (size < 0.001 && Math.Abs(value) < Step / 2) return "0";
        if (size >= 10_000 && value != 0) return size >= 1e6 ? (value / 1e6).ToString("0.##M", CultureInfo.InvariantCulture) : (value / 1e3).ToString("0.##k", CultureInfo.InvariantCulture);
        if (size < 0.001 && value != 0) return value.ToString("0.#e0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) - 1e-9), 0, 6);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
