using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class AttentionKernelsTests
{
    private static readonly AttentionReference[] Cases =
    [
        new(1, 1, 1, 1, 1, true), new(2, 1, 2, 2, 16, false), new(1, 5, 2, 1, 8, true), new(2, 16, 2, 2, 64, true), new(1, 17, 2, 2, 48, false),
        new(1, 33, 4, 2, 20, true), new(2, 64, 1, 1, 80, true), new(1, 97, 2, 1, 32, false), new(1, 130, 3, 3, 7, true), new(1, 200, 2, 1, 96, true),
        new(1, 70, 1, 1, 128, false), new(3, 40, 2, 2, 64, false, 0.25f, 9), new(2, 101, 2, 1, 24, true, 0.5f, 3), new(1, 300, 1, 1, 64, true),
        new(1, 33, 4, 2, 20, true, SoftCap: 1.5f), new(2, 101, 2, 1, 24, false, 0.5f, 3, SoftCap: 0.7f), new(1, 130, 1, 1, 64, true, SoftCap: 50),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void ForwardAgreesWithTheDefinition(int index)
    {
        AttentionReference c = Cases[index];
        float[] qkv = Reference.Random(c.Inputs, 1, 2);
        foreach (float[] mask in new[] { [], Mask(c) })
        {
            (double[] output, double[] logs) = c.Run(Compare.Doubles(qkv), mask);
            float[] actual = Compare.OnEveryTeam(team => Forward(team, c, qkv, mask).Output);
            Compare.Close(output, actual, 1e-5);
            float[] actualLogs = Compare.OnEveryTeam(team => Forward(team, c, qkv, mask).Logs);
            for (int i = 0; i < logs.Length; i++)
            {
                if (double.IsInfinity(logs[i])) Assert.Equal(float.NegativeInfinity, actualLogs[i]);
                else Assert.Equal(logs[i], actualLogs[i], 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void BackwardIsTheGradient(int index)
    {
        AttentionReference c = Cases[index];
        float[] qkv = Reference.Random(c.Inputs, 1);
        float[] dOutput = Reference.Random(c.Outputs, 2);
        foreach (float[] mask in new[] { [], Mask(c) })
        {
            float[] dQkv = Compare.OnEveryTeam(team => Backward(team, c, qkv, mask, dOutput));
            Compare.Gradient(x => c.Output(x, mask), qkv, dOutput, dQkv, most: 16);
        }
    }

    [Fact]
    public void RowsWhoseKeysAreAllHiddenGiveZeroAndNoGradient()
    {
        AttentionReference c = new(2, 40, 2, 2, 16, false);
        float[] qkv = Reference.Random(c.Inputs, 1);
        float[] mask = new float[c.Batch * c.Length];
        mask.AsSpan(c.Length).Fill(1);
        (float[] output, float[] logs) = Forward(Compare.Team, c, qkv, mask);
        Assert.All(output[..(c.Outputs / 2)], v => Assert.Equal(0, v));
        Assert.All(logs[..(c.Logs / 2)], v => Assert.Equal(float.NegativeInfinity, v));
        Assert.All(output[(c.Outputs / 2)..], v => Assert.NotEqual(0, v));
        float[] dQkv = Backward(Compare.Team, c, qkv, mask, Reference.Random(c.Outputs, 2));
        Assert.All(dQkv[..(c.Inputs / 2)], v => Assert.Equal(0, v));
    }

    [Fact]
    public void LargeScoresDoNotOverflow()
    {
        AttentionReference c = new(1, 120, 1, 1, 16, true);
        float[] qkv = Reference.Random(c.Inputs, 1, 20);
        (double[] output, _) = c.Run(Compare.Doubles(qkv), []);
        Compare.Close(output, Forward(Compare.Team, c, qkv, []).Output, 1e-3);
    }

    [Fact]
    public void NaNIsNotHidden()
    {
        AttentionReference c = new(1, 20, 1, 1, 16, false);
        float[] qkv = Reference.Random(c.Inputs, 1);
        qkv[5 * c.Width] = float.NaN; // a query
        float[] output = Forward(Compare.Team, c, qkv, []).Output;
        Assert.True(float.IsNaN(output[5 * 16]));
        Assert.False(float.IsNaN(output[4 * 16]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(60)]
    public void DecodingInPiecesEqualsTheWhole(int piece)
    {
        foreach (AttentionReference c in new AttentionReference[] { new(1, 60, 4, 2, 64, true), new(1, 60, 2, 2, 20, true), new(1, 60, 6, 6, 48, true), new(1, 60, 4, 2, 20, true, SoftCap: 0.8f), new(1, 60, 2, 1, 64, true, SoftCap: 2) })
        {
            float[] qkv = Reference.Random(c.Inputs, 1);
            int kvWidth = c.KvHeads * c.Size, width = c.Heads * c.Size;
            double[] expected = c.Output(Compare.Doubles(qkv), []);
            float[] actual = Compare.OnEveryTeam(team =>
            {
                float[] keys = new float[80 * kvWidth], values = new float[80 * kvWidth], output = new float[c.Outputs];
                for (int t = 0; t < c.Length; t += piece)
                {
                    int count = Math.Min(piece, c.Length - t);
                    AttentionKernels.Decode(team, qkv.AsSpan(t * c.Width, count * c.Width), keys, values, output.AsSpan(t * width, count * width),
                        t, count, c.Heads, c.KvHeads, c.Size, 80, softCap: c.SoftCap);
                }

                return output;
            });
            Compare.Close(expected, actual, 1e-5);
        }
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        ThreadTeam team = Compare.Team;
        float[] qkv = new float[2 * 3 * 3 * 8], output = new float[2 * 3 * 8], logs = new float[6], one = new float[1];
        Compare.Names("qkv", () => AttentionKernels.Forward(team, one, [], output, logs, 2, 3, 1, 1, 8, true));
        Compare.Names("mask", () => AttentionKernels.Forward(team, qkv, one, output, logs, 2, 3, 1, 1, 8, true));
        Compare.Names("output", () => AttentionKernels.Forward(team, qkv, [], one, logs, 2, 3, 1, 1, 8, true));
        Compare.Names("logSumExp", () => AttentionKernels.Forward(team, qkv, [], output, one, 2, 3, 1, 1, 8, true));
        Compare.Names("dropout", () => AttentionKernels.Forward(team, qkv, [], output, logs, 2, 3, 1, 1, 8, true, 1));
        Compare.Names("kvHeads", () => AttentionKernels.Forward(team, qkv, [], output, logs, 2, 3, 3, 2, 8, true));
        Compare.Names("dOutput", () => AttentionKernels.Backward(team, qkv, [], output, logs, one, qkv, 2, 3, 1, 1, 8, true));
        Compare.Names("dQkv", () => AttentionKernels.Backward(team, qkv, [], output, logs, output, one, 2, 3, 1, 1, 8, true));
        Compare.Names("softCap", () => AttentionKernels.Forward(team, qkv, [], output, logs, 2, 3, 1, 1, 8, true, softCap: -1));
        Compare.Names("keyCache", () => AttentionKernels.Decode(team, qkv, one, new float[80], output, 0, 6, 1, 1, 8, 10));
        Compare.Names("position", () => AttentionKernels.Decode(team, qkv, new float[80], new float[80], output, 5, 6, 1, 1, 8, 10));
    }

    private static float[] Mask(AttentionReference c)
    {
        Random random = new(7);
        return [.. Enumerable.Range(0, c.Batch * c.Length).Select(_ => random.Next(4) == 0 ? 0f : 1f)];
    }

    private static (float[] Output, float[] Logs) Forward(ThreadTeam team, AttentionReference c, float[] qkv, float[] mask)
    {
        float[] output = Reference.Random(c.Outputs, 8), logs = new float[c.Logs];
        AttentionKernels.Forward(team, qkv, mask, output, logs, c.Batch, c.Length, c.Heads, c.KvHeads, c.Size, c.Causal, c.Dropout, c.Key, softCap: c.SoftCap);
        return (output, logs);
    }

    private static float[] Backward(ThreadTeam team, AttentionReference c, float[] qkv, float[] mask, float[] dOutput)
    {
        (float[] output, float[] logs) = Forward(team, c, qkv, mask);
        float[] dQkv = Reference.Random(c.Inputs, 8);
        AttentionKernels.Backward(team, qkv, mask, output, logs, dOutput, dQkv, c.Batch, c.Length, c.Heads, c.KvHeads, c.Size, c.Causal, c.Dropout, c.Key, softCap: c.SoftCap);
        return dQkv;
    }
}
