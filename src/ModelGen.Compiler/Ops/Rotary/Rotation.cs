using System;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ops.Rotary;

/// <summary>By how much each pair of a head turns from one position to the next.</summary>
/// <param name="Turned">How many numbers of each head turn, in pairs (i, i + Turned / 2); the rest pass.</param>
public sealed record Rotation(int Turned, double Base)
{
    /// <summary>
    /// None, Linear (Chen et al. 2023, arXiv:2306.15595), Llama3 (Grattafiori et al. 2024, arXiv:2407.21783), Yarn (Peng et al. 2023, arXiv:2309.00071) or PerPair (LongRoPE, Ding et al. 2024, arXiv:2402.13753).
    /// </summary>
    public string Scaling { get; init; } = "None";

    /// <summary>How much slower pairs turn that are scaled.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Llama3 and Yarn: pairs whose wave is longer than Context / LowFactor turn slower by the whole factor.</summary>
    public double LowFactor { get; init; } = 1;

    /// <summary>The same: pairs whose wave is shorter than Context / HighFactor turn as before; between the two there is a ramp, over frequencies for Llama3 and over pairs for Yarn.</summary>
    public double HighFactor { get; init; } = 4;

    /// <summary>The same: the context before it was extended.</summary>
    public long Context { get; init; } = 8192;

    /// <summary>PerPair: how much slower each pair turns.</summary>
    public EquatableArray<double> Factors { get; init; }

    /// <summary>What turns is multiplied by this, of queries and of keys.</summary>
    public double Magnitude { get; init; } = 1;

    /// <summary>All of a head of this size turns, with the usual frequencies.</summary>
    public bool IsPlain(int size) => Turned == size && Scaling == "None" && Magnitude == 1;

    /// <summary>Radians of a position, for each pair.</summary>
    public double[] Frequencies
    {
        get
        {
            double[] usual = [.. Enumerable.Range(0, Turned / 2).Select(i => Math.Pow(Base, -2.0 * i / Turned))];
            return Scaling switch
            {
                "Yarn" => [.. usual.Select((frequency, i) => frequency * ((YarnShare(i) * (1 - (1 / Factor))) + (1 / Factor)))],
                "PerPair" => [.. usual.Zip(Factors, (frequency, factor) => frequency / factor)],
                _ => [.. usual.Select(Scaled)],
            };
        }
    }

    public override string ToString() =>
        $"base = {Text(Base)}" + (Scaling == "None" ? "" : $", {Scaling} by {Text(Factor)}" + (Scaling is "Llama3" or "Yarn" ? $" of {Text(LowFactor)}, {Text(HighFactor)}, {Text(Context)}" : ""))
        + (Magnitude == 1 ? "" : $", times {Text(Magnitude)}");

    // How much of its usual frequency a pair keeps: a ramp from the pair that turns HighFactor times in the context to the one that turns LowFactor times, both rounded outwards.
    private double YarnShare(int pair)
    {
        double Pair(double turns) => Turned * Math.Log(Context / (turns * 2 * Math.PI)) / (2 * Math.Log(Base));
        double first = Math.Max(Math.Floor(Pair(HighFactor)), 0), last = Math.Min(Math.Ceiling(Pair(LowFactor)), Turned - 1);
        return 1 - Math.Min(Math.Max((pair - first) / (last == first ? 0.001 : last - first), 0), 1);
    }

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
