using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Recurrent layers that begin at given states, and whose cells somebody reads.</summary>
public sealed class RecurrentStartTests
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
                cases.Add(kind, 20, 3, 17, true);
                cases.Add(kind, 2, 5, 33, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheFormulas(RecurrentKind kind, int batch, int length, int hidden, bool reverse)
    {
        int width = hidden * kind switch { RecurrentKind.Rnn => 1, RecurrentKind.Lstm => 4, _ => 3 }, rows = batch * length;
        bool isPlain = kind == RecurrentKind.Rnn, isLstm = kind == RecurrentKind.Lstm;
        float[] projected = Reference.Random(rows * width, 1), weight = Reference.Random(width * hidden, 2, 0.5f), bias = Reference.Random(width, 3), dy = Reference.Random(rows * hidden, 4);
        float[] start = Reference.Random(batch * hidden, 5), startCell = isLstm ? Reference.Random(batch * hidden, 6) : [], dCells = isLstm ? Reference.Random(rows * hidden, 7) : [];

        // The second sequence begins with padding, another one has nothing else.
        float[] masked = [];
        float[] padded = [.. Enumerable.Range(0, rows).Select(i => i / length == 1 && i % length == 0 || i / length == 2 ? 0f : 1f)];
        foreach (float[] mask in new[] { [], padded })
        {
            masked = mask;
            float[] y = new float[rows * hidden], gates = new float[isPlain ? 0 : rows * width], cells = new float[isPlain ? 0 : rows * hidden];
            float[] forward = Compare.OnEveryTeam(team =>
            {
                RecurrentKernels.Forward(team, kind, projected, weight, bias, mask, y, gates, cells, batch, length, hidden, reverse, start, startCell);
                return [.. y, .. isLstm ? cells : []];
            });
            Compare.Close(Expected(projected, weight, bias, start, startCell), forward, 1e-5);

            // Each gradient, also where the others are not wanted, or only the cells are read.
            foreach (bool readsY in isLstm ? new[] { true, false } : [true])
            {
                float[] backward = Compare.OnEveryTeam(team =>
                {
                    float[] dProjected = new float[rows * width], dState = new float[kind == RecurrentKind.Gru ? rows * width : 0], dWeight = new float[weight.Length], dBias = new float[width];
                    float[] dStart = Reference.Random(start.Length, 8), dStartCell = Reference.Random(startCell.Length, 8);
                    RecurrentKernels.Backward(team, kind, readsY ? dy : [], weight, mask, y, gates, cells, dProjected, dState, batch, length, hidden, reverse, dCells, start, startCell, dStart, dStartCell);
                    float[] again = new float[dProjected.Length], alone = new float[dStart.Length];
                    RecurrentKernels.Backward(team, kind, readsY ? dy : [], weight, mask, y, gates, cells, again, dState, batch, length, hidden, reverse, dCells, start, startCell, alone);
                    Assert.Equal(dProjected, again);
                    Assert.Equal(dStart, alone);
                    RecurrentKernels.BackwardWeight(team, dState.Length > 0 ? dState : dProjected, y, dWeight, dBias, batch, length, width, hidden, reverse, start);
                    return [.. dProjected, .. dWeight, .. dBias, .. dStart, .. dStartCell];
                });
                float[] weights = [.. readsY ? dy : new float[dy.Length], .. dCells], all = [.. projected, .. weight, .. bias, .. start, .. startCell];
                Compare.Gradient(Parts, all, weights, backward, 2e-4, most: 100);
            }
        }

        double[] Parts(double[] all)
        {
            int at = 0;
            double[] Next(int count) => all[at..(at += count)];
            return Run(Next(projected.Length), Next(weight.Length), Next(bias.Length), Next(start.Length), Next(startCell.Length));
        }

        double[] Expected(float[] p, float[] w, float[] b, float[] s, float[] c) => Run(Compare.Doubles(p), Compare.Doubles(w), Compare.Doubles(b), Compare.Doubles(s), Compare.Doubles(c));

        double[] Run(double[] p, double[] w, double[] b, double[] s, double[] c)
        {
            (double[] states, double[] kept) = RecurrentReference.Forward(kind, p, w, b, masked, batch, length, hidden, reverse, s, isLstm ? c : new double[s.Length]);
            return [.. states, .. isLstm ? kept : []];
        }
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        float[] four = new float[4], one = new float[1];
        Compare.Names("start", () => RecurrentKernels.Forward(Compare.Team, RecurrentKind.Lstm, four, four, four, [], one, [], [], 1, 1, 1, false, four));
        Compare.Names("startCell", () => RecurrentKernels.Forward(Compare.Team, RecurrentKind.Lstm, four, four, four, [], one, [], [], 1, 1, 1, false, one, four));
        Compare.Names("dCells", () => RecurrentKernels.Backward(Compare.Team, RecurrentKind.Lstm, one, four, [], one, four, one, four, [], 1, 1, 1, false, four));
        Compare.Names("dStart", () => RecurrentKernels.Backward(Compare.Team, RecurrentKind.Lstm, one, four, [], one, four, one, four, [], 1, 1, 1, false, one, one, one, four));
        Compare.Names("start", () => RecurrentKernels.BackwardWeight(Compare.Team, four, one, four, four, 1, 1, 4, 1, false, four));
    }
}
