using System;
using System.Collections.Generic;

namespace ModelGen.RandomModels.Oracle;

/// <summary>Noise of the size that single precision's rounding has.</summary>
/// <param name="seed">Of the draws.</param>
/// <param name="alike">
/// Equal numbers of an array are rounded equally, and zeros not at all, as a kernel that goes the same way for all of them does: two pixels that a
/// Relu made 0 stay equal, and a norm behind them stays where it enlarges every gradient by 1 / √ε. Otherwise each number is rounded by itself.
/// </param>
internal sealed class Rounding(int seed, bool alike)
{
    private const double Unit = 1.2e-7;

    private readonly Random _random = new(seed);

    /// <summary>The rounding of one number of this size.</summary>
    public double Draw(double size) => Unit * ((2 * _random.NextDouble()) - 1) * size;

    /// <summary>Rounds an array.</summary>
    /// <param name="values">[..., channels, inner].</param>
    /// <param name="size">Of the sums that the numbers were.</param>
    /// <param name="channels">What all numbers of a channel share is the rounding of their mean.</param>
    /// <param name="inner">Numbers of a channel that lie side by side.</param>
    public void Disturb(double[] values, double size, int channels, int inner)
    {
        if (alike)
        {
            Dictionary<double, double> rounded = new() { [0] = 0 };
            for (int i = 0; i < values.Length; i++)
            {
                if (!rounded.TryGetValue(values[i], out double to)) rounded[values[i]] = to = values[i] + Draw(values[i]) + Draw(size);
                values[i] = to;
            }

            return;
        }

        double[] shared = new double[channels];
        for (int c = 0; c < channels; c++)
        {
            shared[c] = Draw(size);
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] += Draw(values[i]) + Draw(size) + shared[i / inner % channels];
        }
    }
}
