using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class MatMulKernelsTests
{
    [Theory]
    [InlineData(1, 3, 4, 5)]
    [InlineData(7, 1, 6, 33)]
    [InlineData(5, 17, 1, 9)]
    [InlineData(2, 70, 80, 90)]
    [InlineData(40, 20, 12, 16)]
    [InlineData(0, 2, 3, 4)]
    [InlineData(3, 2, 3, 0)]
    public void EachExampleHasItsProduct(int batch, int m, int n, int k)
    {
        foreach (int options in Enumerable.Range(0, 16))
        {
            bool transposeA = (options & 1) != 0, transposeB = (options & 2) != 0, aIsShared = (options & 4) != 0, sums = (options & 8) != 0;
            float[] a = Reference.Random((aIsShared ? 1 : batch) * m * k, 1), b = Reference.Random(batch * k * n, 2);
            double[] expected = new double[(sums ? 1 : batch) * m * n];
            for (int e = 0; e < batch; e++)
            {
                int aFrom = aIsShared ? 0 : e * m * k;
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double sum = Enumerable.Range(0, k).Sum(p => (double)a[aFrom + (transposeA ? (p * m) + i : (i * k) + p)] * b[(e * k * n) + (transposeB ? (j * k) + p : (p * n) + j)]);
                        expected[((sums ? 0 : e) * m * n) + (i * n) + j] += sum;
                    }
                }
            }

            Compare.Close(expected, Compare.OnEveryTeam(team =>
            {
                float[] y = [.. Enumerable.Repeat(7f, expected.Length)];
                MatMulKernels.Multiply(team, a, b, y, batch, m, n, k, transposeA, transposeB, aIsShared, sums);
                return y;
            }), 1e-5);
        }
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        Compare.Names("a", () => MatMulKernels.Multiply(Compare.Team, new float[11], new float[24], new float[12], 2, 2, 3, 4));
        Compare.Names("b", () => MatMulKernels.Multiply(Compare.Team, new float[16], new float[23], new float[12], 2, 2, 3, 4));
        Compare.Names("y", () => MatMulKernels.Multiply(Compare.Team, new float[16], new float[24], new float[6], 2, 2, 3, 4));
        Compare.Names("a", () => MatMulKernels.Multiply(Compare.Team, new float[16], new float[24], new float[12], 2, 2, 3, 4, aIsShared: true));
    }
}
