using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class RecurrentTests
{
    public static TheoryData<RecurrentKind, int, int, int, bool> Cases
    {
        get
        {
            TheoryData<RecurrentKind, int, int, int, bool> cases = [];
            foreach (RecurrentKind kind in Enum.GetValues<RecurrentKind>())
            {
                cases.Add(kind, 3, 4, 5, false);
                cases.Add(kind, 1, 1, 1, true);
                cases.Add(kind, 40, 3, 17, true); // more sequences than one task takes
                cases.Add(kind, 2, 6, 33, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheFormulas(RecurrentKind kind, int batch, int length, int hidden, bool reverse)
    {
        int width = hidden * kind switch { RecurrentKind.Rnn => 1, RecurrentKind.Lstm => 4, _ => 3 }, rows = batch * length;
        float[] projected = Reference.Random(rows * width, 1), weight = Reference.Random(width * hidden, 2, 0.5f), bias = Reference.Random(width, 3), dy = Reference.Random(rows * hidden, 4);
        bool isPlain = kind == RecurrentKind.Rnn;
        foreach (float[] mask in new[] { [], Enumerable.Range(0, rows).Select(i => i % 3 == 1 ? 0f : 1f).ToArray() })
        {
            float[] y = new float[rows * hidden], gates = new float[isPlain ? 0 : rows * width], cells = new float[isPlain ? 0 : rows * hidden];
            float[] forward = Compare.OnEveryTeam(team =>
            {
                RecurrentKernels.Forward(team, kind, projected, weight, bias, mask, y, gates, cells, batch, length, hidden, reverse);
                return [.. y, .. gates.Where((_, i) => mask.Length == 0 || mask[i / width] != 0), .. cells.Where((_, i) => mask.Length == 0 || mask[i / hidden] != 0)];
            });
            double[] Expected(double[] p) => RecurrentReference.Forward(kind, p, Compare.Doubles(weight), Compare.Doubles(bias), mask, batch, length, hidden, reverse);
            Compare.Close(Expected(Compare.Doubles(projected)), forward.AsSpan(0, y.Length), 1e-5);

            float[] predicted = new float[y.Length];
            RecurrentKernels.Forward(Compare.Team, kind, projected, weight, bias, mask, predicted, [], [], batch, length, hidden, reverse);
            Assert.Equal(y, predicted);

            float[] backward = Compare.OnEveryTeam(team =>
            {
                float[] dProjected = new float[rows * width], dState = new float[kind == RecurrentKind.Gru ? rows * width : 0], dWeight = new float[weight.Length], dBias = new float[width];
                RecurrentKernels.Backward(team, kind, dy, weight, mask, y, gates, cells, dProjected, dState, batch, length, hidden, reverse);
                float[] state = dState.Length > 0 ? dState : dProjected, kept = Compare.Copy(state);
                RecurrentKernels.BackwardWeight(team, state, y, dWeight, dBias, batch, length, width, hidden, reverse);
                Assert.Equal(kept, state);
                return [.. dProjected, .. dWeight, .. dBias];
            });
            Compare.Gradient(Expected, projected, dy, backward.AsSpan(0, projected.Length));
            Compare.Gradient(w => RecurrentReference.Forward(kind, Compare.Doubles(projected), w, Compare.Doubles(bias), mask, batch, length, hidden, reverse), weight, dy, backward.AsSpan(projected.Length, weight.Length), 2e-4);
            Compare.Gradient(b => RecurrentReference.Forward(kind, Compare.Doubles(projected), Compare.Doubles(weight), b, mask, batch, length, hidden, reverse), bias, dy, backward.AsSpan(projected.Length + weight.Length), 2e-4);
        }
    }

    /// <summary>
    /// More states than one pass of a product takes, in sequences that its tile does not divide: the packed states of one step used to end in the memory of the product.
    /// </summary>
    [Theory]
    [InlineData(RecurrentKind.Rnn, 15, 300)]
    [InlineData(RecurrentKind.Lstm, 15, 270)]
    [InlineData(RecurrentKind.Gru, 31, 300)]
    public void ABatchOfManyStatesIsItsSequencesAlone(RecurrentKind kind, int batch, int hidden)
    {
        const int length = 3;
        int width = hidden * kind switch { RecurrentKind.Rnn => 1, RecurrentKind.Lstm => 4, _ => 3 };
        float[] weight = Reference.Random(width * hidden, 2, 0.05f), bias = Reference.Random(width, 3);
        float[] projected = Reference.Random(batch * length * width, 1), dy = Reference.Random(batch * length * hidden, 4);
        float[] together = Compare.OnEveryTeam(team => Run(team, projected, dy, batch));
        float[] alone = new float[together.Length];
        int states = batch * length * hidden;
        for (int b = 0; b < batch; b++)
        {
            float[] one = Run(Compare.Team, projected.AsSpan(b * length * width, length * width), dy.AsSpan(b * length * hidden, length * hidden), 1);
            one.AsSpan(0, length * hidden).CopyTo(alone.AsSpan(b * length * hidden));
            one.AsSpan(length * hidden).CopyTo(alone.AsSpan(states + (b * length * width)));
        }

        Compare.Close(Compare.Doubles(alone), together, 1e-5);

        float[] Run(ThreadTeam team, ReadOnlySpan<float> projected, ReadOnlySpan<float> dy, int batch)
        {
            int rows = batch * length;
            bool isPlain = kind == RecurrentKind.Rnn;
            float[] y = new float[rows * hidden], gates = new float[isPlain ? 0 : rows * width], cells = new float[isPlain ? 0 : rows * hidden];
            float[] dProjected = new float[rows * width], dState = new float[kind == RecurrentKind.Gru ? rows * width : 0];
            RecurrentKernels.Forward(team, kind, projected, weight, bias, [], y, gates, cells, batch, length, hidden);
            RecurrentKernels.Backward(team, kind, dy, weight, [], y, gates, cells, dProjected, dState, batch, length, hidden);
            return [.. y, .. dProjected];
        }
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        float[] four = new float[4], one = new float[1];
        Compare.Names("projected", () => RecurrentKernels.Forward(Compare.Team, RecurrentKind.Lstm, one, four, four, [], one, [], [], 1, 1, 1));
        Compare.Names("weight", () => RecurrentKernels.Forward(Compare.Team, RecurrentKind.Lstm, four, one, four, [], one, [], [], 1, 1, 1));
        Compare.Names("mask", () => RecurrentKernels.Forward(Compare.Team, RecurrentKind.Lstm, four, four, four, four, one, [], [], 1, 1, 1));
        Compare.Names("kind", () => RecurrentKernels.Forward(Compare.Team, (RecurrentKind)9, four, four, four, [], one, [], [], 1, 1, 1));
        Compare.Names("gates", () => RecurrentKernels.Backward(Compare.Team, RecurrentKind.Lstm, one, four, [], one, [], one, four, [], 1, 1, 1));
        Compare.Names("dWeight", () => RecurrentKernels.BackwardWeight(Compare.Team, four, one, one, four, 1, 1, 4, 1));
    }
}
