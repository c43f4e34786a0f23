using System;
using System.Linq;

namespace ModelGen.Compiler.Ops.Rotary;

/// <summary>By how much each pair of a head turns from one position to the next.</summary>
/// <param name="Turned">How many numbers of each head turn, in pairs (i, i + Turned / 2); the rest pass.</param>
public sealed record Rotation(int Turned, double Base)
{
    /// <summary>None, Linear (Chen et al. 2023, arXiv:2306.15595) or Llama3 (Grattafiori et al. 2024, arXiv:2407.21783).</summary>
    public string Scaling { get; init; } = "None";

    /// <summary>How much slower pairs turn that are scaled.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Llama3: pairs whose wave is longer than Context / LowFactor turn slower by the whole factor.</summary>
    public double LowFactor { get; init; } = 1;

    /// <summary>Llama3: pairs whose wave is shorter than Context / HighFactor turn as before; between the two there is a ramp.</summary>
    public double HighFactor { get; init; } = 4;

    /// <summary>Llama3: the context before it was extended.</summary>
    public long Context { get; init; } = 8192;

    /// <summary>All of a head of this size turns, with the usual frequencies.</summary>
    public bool IsPlain(int size) => Turned == size && Scaling == "None";

    /// <summary>Radians of a position, for each pair.</summary>
    public double[] Frequencies => [.. Enumerable.Range(0, Turned / 2).Select(i => Scaled(Math.Pow(Base, -2.0 * i / Turned)))];

    public override string ToString() =>
        $"base = {Text(Base)}" + (Scaling == "None" ? "" : $", {Scaling} by {Text(Factor)}" + (Scaling == "Llama3" ? $" of {Text(LowFactor)}, {Text(HighFactor)}, {Text(Context)}" : ""));

    private double Scaled(double frequency)
    {
        if (Scaling == "Linear")
        {
            return frequency / Factor;
        }

        if (Scaling != "Llama3")
        {
            return frequency;
        }

        double wave = 2 * Math.PI / frequency;
        if (wave < Context / HighFactor)
        {
            return frequency;
        }

        if (wave > Context / LowFactor)
        {
            return frequency / Factor;
        }

        double share = ((Context / wave) - LowFactor) / (HighFactor - LowFactor);
        return ((1 - share) * frequency / Factor) + (share * frequency);
    }

    /// <summary>The number as it is read back.</summary>
    public static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
