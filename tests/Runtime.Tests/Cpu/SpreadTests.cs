using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Expressions over operands of fewer axes: every number against its definition, whatever runs they lack, in registers and in blocks.</summary>
public sealed class SpreadTests
{
    public static TheoryData<int[], int[]> Layouts => new()
    {
        { [6, 5], [0b11, 0b10] }, // a row
        { [6, 5], [0b01, 0b11] }, // a number for each row
        { [300, 7], [0b11, 0b10, 0b01] },
        { [3, 4000], [0b11, 0b10, 0b01] }, // rows in parts
        { [5, 1024], [0b10, 0b11, 0b01] },
        { [5000], [0b1, 0b0] }, // one number
        { [1], [0b0, 0b1] },
        { [4, 6, 10], [0b111, 0b101, 0b010, 0b110] },
        { [4, 6, 1300], [0b111, 0b101, 0b011, 0b001, 0b100, 0b000] },
        { [70, 50, 3], [0b111, 0b101, 0b010, 0b011, 0b001] },
        { [2, 3, 4, 5], [0b1111, 0b0101, 0b1010] },
        { [40, 16], [0b11, 0b01] },
        { [0, 16], [0b11, 0b01] },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void OperandsAreRepeatedAlongWhatTheyLack(int[] sizes, int[] operands)
    {
        int count = sizes.Aggregate(1, (product, size) => product * size);
        float[][] x = [.. operands.Select((runs, k) => Reference.Random(sizes.Where((_, i) => (runs & (1 << i)) != 0).Aggregate(1, (product, size) => product * size), k + 1))];
        double[] expected = new double[count];
        for (int i = 0; i < count; i++)
        {
            double[] own = new double[operands.Length];
            for (int k = 0; k < own.Length; k++)
            {
                int index = 0, rest = i, stride = 1;
                for (int run = sizes.Length - 1; run >= 0; rest /= sizes[run--])
                {
                    if ((operands[k] & (1 << run)) == 0) continue;
                    index += rest % sizes[run] * stride;
                    stride *= sizes[run];
                }

                own[k] = x[k][index];
            }

            expected[i] = Math.Tanh(own[0]) + own.Skip(1).Select((value, k) => (k + 2) * value).Sum();
        }

        foreach (int values in new[] { 0, 20 })
        {
            float[] y = Compare.OnEveryTeam(team =>
            {
                float[] result = new float[count];
                switch (operands.Length)
                {
                    case 2: ElementwiseKernels.Spread<Two>(team, x[0], x[1], result, sizes, operands, values); break;
                    case 3: ElementwiseKernels.Spread<Three>(team, x[0], x[1], x[2], result, sizes, operands, values); break;
                    case 4: ElementwiseKernels.Spread<Four>(team, x[0], x[1], x[2], x[3], result, sizes, operands, values); break;
                    case 5: ElementwiseKernels.Spread<Five>(team, x[0], x[1], x[2], x[3], x[4], result, sizes, operands, values); break;
                    default: ElementwiseKernels.Spread<Six>(team, x[0], x[1], x[2], x[3], x[4], x[5], result, sizes, operands, values); break;
                }

                return result;
            });
            Compare.Close(expected, y, 1e-6);
        }
    }

    [Fact]
    public void AResultMayLieWhereAnOperandOfItsSizeDoes()
    {
        float[] x = Reference.Random(3 * 1100, 1), b = Reference.Random(1100, 2), apart = new float[x.Length];
        ElementwiseKernels.Spread<Two>(Compare.Team, x, b, apart, [3, 1100], [0b11, 0b10]);
        ElementwiseKernels.Spread<Two>(Compare.Team, x, b, x, [3, 1100], [0b11, 0b10]);
        Assert.Equal(apart, x);
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        float[] x = new float[12], y = new float[12];
        Compare.Names("b", () => ElementwiseKernels.Spread<Two>(Compare.Team, x, new float[4], y, [4, 3], [0b11, 0b10]));
        Compare.Names("a", () => ElementwiseKernels.Spread<Two>(Compare.Team, x, new float[4], y, [4, 3], [0b01, 0b01]));
        Compare.Names("y", () => ElementwiseKernels.Spread<Two>(Compare.Team, x, new float[3], new float[11], [4, 3], [0b11, 0b10]));
        Compare.Names("operands", () => ElementwiseKernels.Spread<Two>(Compare.Team, x, new float[3], y, [4, 3], [0b11]));
        Compare.Names("sizes", () => ElementwiseKernels.Spread<Two>(Compare.Team, x, new float[3], y, [], [0b11, 0b10]));
    }

    private readonly struct Two : IElementwise2
    {
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T>
            => T.Tanh(a) + (T.Of(2) * b);
    }

    private readonly struct Three : IElementwise3
    {
        public static T Apply<T>(T a, T b, T c)
            where T : unmanaged, IVectorMath<T>
            => T.Tanh(a) + (T.Of(2) * b) + (T.Of(3) * c);
    }

    private readonly struct Four : IElementwise4
    {
        public static T Apply<T>(T a, T b, T c, T d)
            where T : unmanaged, IVectorMath<T>
            => T.Tanh(a) + (T.Of(2) * b) + (T.Of(3) * c) + (T.Of(4) * d);
    }

    private readonly struct Five : IElementwise5
    {
        public static T Apply<T>(T a, T b, T c, T d, T e)
            where T : unmanaged, IVectorMath<T>
            => T.Tanh(a) + (T.Of(2) * b) + (T.Of(3) * c) + (T.Of(4) * d) + (T.Of(5) * e);
    }

    private readonly struct Six : IElementwise6
    {
        public static T Apply<T>(T a, T b, T c, T d, T e, T f)
            where T : unmanaged, IVectorMath<T>
            => T.Tanh(a) + (T.Of(2) * b) + (T.Of(3) * c) + (T.Of(4) * d) + (T.Of(5) * e) + (T.Of(6) * f);
    }
}
