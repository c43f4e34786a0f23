using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class CosineKernelsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(5, 64)]
    [InlineData(2, 1000)]
    [InlineData(4000, 33)]
    [InlineData(0, 5)]
    public void TheNumbersAreTheDefinition(int rows, int width)
    {
        float[] a = Reference.Random(rows * width, 1), b = Reference.Random(rows * width, 2), dy = Reference.Random(rows, 3);
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[rows];
            CosineKernels.Forward(team, a, b, result, rows, width);
            return result;
        });
        Compare.Close(Cosine(Compare.Doubles(a), Compare.Doubles(b), rows), y);
        float[] da = new float[a.Length], db = new float[b.Length], alone = new float[a.Length];
        CosineKernels.Backward(Compare.Team, dy, a, b, da, db, rows, width);
        CosineKernels.Backward(Compare.Team, dy, a, b, alone, default, rows, width);
        Assert.Equal(da, alone);
        if (width == 1) return; // the sign jumps
        Compare.Gradient(x => Cosine(x, Compare.Doubles(b), rows), a, dy, da, most: 20);
        Compare.Gradient(x => Cosine(Compare.Doubles(a), x, rows), b, dy, db, most: 20);
    }

    /// <summary>A row of zeros has no direction: the cosine is 0, and so is what flows along it.</summary>
    [Fact]
    public void ZerosDivideNothing()
    {
        float[] a = [0, 0, 0], b = [3, 0, 4], y = new float[1], da = new float[3], db = new float[3];
        CosineKernels.Forward(Compare.Team, a, b, y, 1, 3);
        Assert.Equal(0, y[0]);
        CosineKernels.Backward(Compare.Team, [1e-12f], a, b, da, db, 1, 3);
        Compare.Close([0.6, 0, 0.8], da); // b / (1e-12 |b|)
        Assert.Equal([0f, 0f, 0f], db);
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        Compare.Names("b", () => CosineKernels.Forward(Compare.Team, new float[6], new float[5], new float[2], 2, 3));
        Compare.Names("y", () => CosineKernels.Forward(Compare.Team, new float[6], new float[6], new float[3], 2, 3));
        Compare.Names("dy", () => CosineKernels.Backward(Compare.Team, new float[3], new float[6], new float[6], new float[6], default, 2, 3));
        Compare.Names("db", () => CosineKernels.Backward(Compare.Team, new float[2], new float[6], new float[6], new float[6], new float[5], 2, 3));
    }

    private static double[] Cosine(double[] a, double[] b, int rows)
    {
        int width = rows == 0 ? 0 : a.Length / rows;
        return [.. Enumerable.Range(0, rows).Select(row =>
        {
            double[] x = a[(row * width)..((row + 1) * width)], z = b[(row * width)..((row + 1) * width)];
            return x.Zip(z, (p, q) => p * q).Sum() / (Math.Sqrt(x.Sum(p => p * p)) * Math.Sqrt(z.Sum(q => q * q)));
        })];
    }
}
