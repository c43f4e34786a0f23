using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>How kernel tests compare: with double references, with central differences, and between teams.</summary>
internal static class Compare
{
    private static readonly ThreadTeam[] Teams = [new(1), new(2), new(4)];

    public static ThreadTeam Team => Teams[1];

    /// <summary>Runs a kernel on 1, 2 and 4 threads; all results must be the same to the bit.</summary>
    public static float[] OnEveryTeam(Func<ThreadTeam, float[]> run)
    {
        float[] first = run(Teams[0]);
        foreach (ThreadTeam team in Teams.Skip(1))
        {
            Assert.Equal(first.Select(BitConverter.SingleToUInt32Bits), run(team).Select(BitConverter.SingleToUInt32Bits));
        }

        return first;
    }

    public static void Close(double[] expected, ReadOnlySpan<float> actual, double tolerance = 2e-6)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool close = Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i]));
            Assert.True(close, $"[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    /// <summary>dx must be the gradient of Σ dy · f(x) at x, by central differences in double precision at up to <paramref name="most"/> places.</summary>
    public static void Gradient(Func<double[], double[]> f, float[] x, float[] dy, ReadOnlySpan<float> dx, double tolerance = 5e-5, int most = 60)
    {
        double[] at = Doubles(x);
        Assert.Equal(x.Length, dx.Length);
        Random random = new(5);
        int samples = Math.Min(x.Length, most);
        for (int s = 0; s < samples; s++)
        {
            int i = samples == x.Length ? s : random.Next(x.Length);
            const double step = 1e-5;
            (double upper, double lower) = (Shifted(step), Shifted(-step));
            double expected = (upper - lower) / (2 * step);
            bool close = Math.Abs(expected - dx[i]) <= tolerance * (1 + Math.Abs(expected));
            Assert.True(close, $"[{i}]: expected {expected:R}, got {dx[i]:R}");

            double Shifted(double by)
            {
                double[] moved = (double[])at.Clone();
                moved[i] += by;
                return f(moved).Zip(dy, (y, d) => y * d).Sum();
            }
        }
    }

    public static double[] Doubles(float[] values) => Array.ConvertAll(values, v => (double)v);

    /// <summary>A copy, for results that lie where an argument does.</summary>
    public static float[] Copy(float[] values) => (float[])values.Clone();

    /// <summary>The call must throw and name the argument.</summary>
    public static void Names(string argument, Action call)
        => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(call).ParamName);
}
