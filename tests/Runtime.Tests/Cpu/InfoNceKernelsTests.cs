using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class InfoNceKernelsTests
{
    [Theory]
    [InlineData(1, 3, 0.5, false)]
    [InlineData(2, 5, 0.1, true)]
    [InlineData(7, 16, 0.2, false)]
    [InlineData(65, 33, 0.3, true)]
    [InlineData(300, 8, 0.07, true)]
    [InlineData(0, 4, 0.1, true)]
    public void TheNumbersAreTheDefinition(int batch, int width, float temperature, bool symmetric)
    {
        float[] a = Reference.Random(batch * width, 1), b = Reference.Random(batch * width, 2), dTerms = Reference.Random(batch, 3);
        float[] terms = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[batch];
            InfoNceKernels.Forward(team, a, b, result, batch, width, temperature, symmetric);
            return result;
        });
        Compare.Close(Terms(Compare.Doubles(a), Compare.Doubles(b), batch, width, temperature, symmetric), terms, 1e-5);
        float[] both = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[2 * a.Length];
            InfoNceKernels.Backward(team, dTerms, a, b, result.AsSpan(0, a.Length), result.AsSpan(a.Length), batch, width, temperature, symmetric);
            return result;
        });
        float[] alone = new float[b.Length];
        InfoNceKernels.Backward(Compare.Team, dTerms, a, b, default, alone, batch, width, temperature, symmetric);
        Assert.Equal(both[a.Length..], alone);
        Compare.Gradient(x => Terms(x, Compare.Doubles(b), batch, width, temperature, symmetric), a, dTerms, both.AsSpan(0, a.Length), most: 12);
        Compare.Gradient(x => Terms(Compare.Doubles(a), x, batch, width, temperature, symmetric), b, dTerms, alone, most: 12);
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        Compare.Names("b", () => InfoNceKernels.Forward(Compare.Team, new float[6], new float[5], new float[2], 2, 3, 1, false));
        Compare.Names("terms", () => InfoNceKernels.Forward(Compare.Team, new float[6], new float[6], new float[3], 2, 3, 1, false));
        Compare.Names("db", () => InfoNceKernels.Backward(Compare.Team, new float[2], new float[6], new float[6], new float[6], new float[5], 2, 3, 1, false));
    }

    private static double[] Terms(double[] a, double[] b, int batch, int width, double temperature, bool symmetric)
    {
        double[,] similarities = new double[batch, batch];
        for (int i = 0; i < batch; i++)
        {
            for (int j = 0; j < batch; j++) similarities[i, j] = Cosine(a.AsSpan(i * width, width), b.AsSpan(j * width, width)) / temperature;
        }

        return [.. Enumerable.Range(0, batch).Select(i =>
        {
            double row = Log(j => similarities[i, j]) - similarities[i, i];
            return symmetric ? (row + Log(j => similarities[j, i]) - similarities[i, i]) / 2 : row;
        })];

        double Log(Func<int, double> of) => Math.Log(Enumerable.Range(0, batch).Sum(j => Math.Exp(of(j))));
    }

    private static double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double product = 0, x = 0, y = 0;
        for (int i = 0; i < a.Length; i++) (product, x, y) = (product + (a[i] * b[i]), x + (a[i] * a[i]), y + (b[i] * b[i]));
        return product / Math.Sqrt(x * y);
    }
}
