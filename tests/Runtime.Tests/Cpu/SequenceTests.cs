using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Embeddings, positions, rotary turns, steps out of sequences and pools.</summary>
public sealed class SequenceTests
{
    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(2, 5, 17, 3)]
    [InlineData(3, 50, 384, 0)]
    public void EmbeddingsAndPositions(int batch, int length, int width, int start)
    {
        const int vocabulary = 11;
        Random random = new(1);
        int[] ids = [.. Enumerable.Range(0, batch * length).Select(_ => random.Next(vocabulary))];
        float[] table = Reference.Random(vocabulary * width, 2), positions = Reference.Random((start + length + 2) * width, 3);
        float[] plain = new float[ids.Length * width], both = new float[plain.Length];
        EmbeddingKernels.Forward(Compare.Team, ids, table, [], plain, batch, length, width);
        Assert.Equal(ids.SelectMany(id => table[(id * width)..((id + 1) * width)]), plain);
        EmbeddingKernels.Forward(Compare.Team, ids, table, positions, both, batch, length, width, start);
        PositionKernels.Forward(Compare.Team, plain, positions, plain, batch, length, width, start);
        Assert.Equal(both, plain);
        Assert.Equal(table[ids[^1] * width] + positions[(start + length - 1) * width], both[^width]);

        float[] dy = Reference.Random(plain.Length, 4), before = Reference.Random(table.Length, 5);
        float[] dTable = Compare.OnEveryTeam(team =>
        {
            float[] sum = Compare.Copy(before);
            EmbeddingKernels.Backward(team, ids, dy, sum, vocabulary, batch, length, width);
            return sum;
        });
        double[] expected = Compare.Doubles(before);
        for (int i = 0; i < dy.Length; i++) expected[(ids[i / width] * width) + (i % width)] += dy[i];
        Compare.Close(expected, dTable, 1e-5);

        float[] dPositions = Compare.OnEveryTeam(team =>
        {
            float[] sum = new float[positions.Length];
            PositionKernels.Backward(team, dy, sum, batch, length, width);
            return sum;
        });
        expected = new double[positions.Length];
        for (int i = 0; i < dy.Length; i++) expected[i % (length * width)] += dy[i];
        Compare.Close(expected, dPositions, 1e-5);
    }

    [Fact]
    public void PaddingHasZerosAndNoGradient()
    {
        int[] ids = [2, 1, 2, 0];
        float[] table = [1, 2, 3, 4, 5, 6], positions = [10, 20, 30, 40], y = new float[8], dTable = new float[6];
        EmbeddingKernels.Forward(Compare.Team, ids, table, [], y, 2, 2, 2, padding: 2);
        Assert.Equal([0, 0, 3, 4, 0, 0, 1, 2], y);
        EmbeddingKernels.Forward(Compare.Team, ids, table, positions, y, 2, 2, 2, segments: [100, 100, 200, 200], padding: 2);
        Assert.Equal([10, 20, 133, 144, 10, 20, 131, 142], y);
        float[] dSegments = new float[4];
        EmbeddingKernels.Backward(Compare.Team, ids, [1, 2, 3, 4, 5, 6, 7, 8], dTable, 3, 2, 2, 2, dSegments, padding: 2);
        Assert.Equal([7, 8, 3, 4, 0, 0], dTable);
        Assert.Equal([10, 12, 0, 0], dSegments);
    }

    [Fact]
    public void IdsOutsideTheTableAreRefused()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => EmbeddingKernels.Forward(Compare.Team, [0, 4], new float[12], [], new float[6], 1, 2, 3));
        Assert.Equal("ids", error.ParamName);
        Assert.Contains("Token 1 has id 4", error.Message);
        Compare.Names("ids", () => EmbeddingKernels.Backward(Compare.Team, [-1], new float[3], new float[12], 4, 1, 1, 3));
        Compare.Names("positions", () => EmbeddingKernels.Forward(Compare.Team, [0, 1], new float[12], new float[6], new float[6], 1, 2, 3, 1));
        Compare.Names("table", () => PositionKernels.Forward(Compare.Team, new float[6], new float[3], new float[6], 1, 2, 3));
        Compare.Names("dTable", () => EmbeddingKernels.Backward(Compare.Team, [1], new float[3], new float[11], 4, 1, 1, 3));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 9, 33)]
    [InlineData(2, 70, 64)]
    public void SinusoidalPositions(int batch, int length, int width)
    {
        float[] x = Reference.Random(batch * length * width, 1);
        PositionKernels.Sinusoidal(Compare.Team, new float[x.Length], new float[x.Length], batch, length, width); // makes a short table
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            PositionKernels.Sinusoidal(team, inPlace, inPlace, batch, length, width, 100);
            return inPlace;
        });
        double[] expected = [.. x.Select((v, i) =>
        {
            int column = i % width, position = 100 + (i / width % length);
            double angle = position * Math.Pow(10000, -2.0 * (column / 2) / width);
            return v + (column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        })];
        Compare.Close(expected, y, 1e-6);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 2, 0)]
    [InlineData(2, 7, 3, 1, 12, 5)]
    [InlineData(2, 40, 4, 2, 64, 0)]
    [InlineData(1, 300, 4, 4, 96, 9)]
    public void RotaryTurnsAndTurnsBack(int batch, int length, int heads, int kvHeads, int size, int start)
    {
        float[] x = Reference.Random(batch * length * (heads + (2 * kvHeads)) * size, 1);
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[x.Length];
            RotaryKernels.Forward(team, x, result, batch, length, heads, kvHeads, size, 10000, start);
            return result;
        });
        Compare.Close(RowReference.Rotary(Compare.Doubles(x), length, heads, kvHeads, size, 10000, start), y, 1e-6);
        float[] back = Compare.Copy(y);
        RotaryKernels.Backward(Compare.Team, back, back, batch, length, heads, kvHeads, size, 10000, start);
        Compare.Close(Compare.Doubles(x), back, 1e-6); // a turn's transpose is its inverse
        Compare.Names("size", () => RotaryKernels.Forward(Compare.Team, new float[9], new float[9], 1, 1, 1, 1, 3, 10000));
    }

    [Fact]
    public void StepsOutOfSequences()
    {
        const int batch = 3, length = 4, width = 5;
        float[] x = Reference.Random(batch * length * width, 1), dy = Reference.Random(batch * width, 2), y = new float[batch * width], dx = new float[x.Length];
        float[] mask = [1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0];
        SequenceKernels.TakeFirst(Compare.Team, x, [], y, batch, length, width);
        Check([0, 0, 0], () => SequenceKernels.TakeFirstBackward(Compare.Team, dy, [], dx, batch, length, width));
        float[] behind = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0];
        SequenceKernels.TakeFirst(Compare.Team, x, behind, y, batch, length, width);
        Check([0, 0, 2], () => SequenceKernels.TakeFirstBackward(Compare.Team, dy, behind, dx, batch, length, width));
        SequenceKernels.TakeLast(Compare.Team, x, [], y, batch, length, width);
        Check([3, 3, 3], () => SequenceKernels.TakeLastBackward(Compare.Team, dy, [], dx, batch, length, width));
        SequenceKernels.TakeLast(Compare.Team, x, mask, y, batch, length, width);
        Check([1, 0, 2], () => SequenceKernels.TakeLastBackward(Compare.Team, dy, mask, dx, batch, length, width));

        void Check(int[] steps, Action backward)
        {
            float[] expected = new float[x.Length];
            for (int b = 0; b < batch; b++)
            {
                int at = ((b * length) + steps[b]) * width;
                Assert.Equal(x[at..(at + width)], y[(b * width)..((b + 1) * width)]);
                dy.AsSpan(b * width, width).CopyTo(expected.AsSpan(at));
            }

            dx.AsSpan().Fill(9);
            backward();
            Assert.Equal(expected, dx);
        }
    }

    [Fact]
    public void PaddingMaskIsZeroAtPadding()
    {
        float[] mask = new float[4];
        SequenceKernels.PaddingMask([0, 5, 0, 7], 0, mask);
        Assert.Equal([0, 1, 0, 1], mask);
    }
}
