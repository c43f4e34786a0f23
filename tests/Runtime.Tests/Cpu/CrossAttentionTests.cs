using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Queries of one sequence against keys and values of another.</summary>
public sealed class CrossAttentionTests
{
    private static readonly CrossAttentionReference[] Cases =
    [
        new(1, 1, 1, 1, 1, 1, false), new(2, 3, 7, 2, 2, 16, false), new(2, 7, 3, 4, 2, 8, true), new(1, 40, 130, 2, 1, 20, false), new(1, 130, 40, 2, 2, 7, true),
        new(2, 17, 33, 2, 1, 24, false, HasBias: true), new(1, 50, 101, 3, 3, 16, true, HasBias: true, Scale: 0.3), new(2, 20, 35, 4, 2, 12, false, HasBias: true, Hides: true),
        new(1, 33, 98, 1, 1, 64, false, Scale: 1), new(2, 12, 99, 2, 1, 32, false, Dropout: 0.3f), new(2, 40, 21, 4, 2, 18, true, HasBias: true, Dropout: 0.25f),
        new(2, 17, 100, 2, 1, 24, false, HasBias: true, SoftCap: 0.9f), new(1, 30, 40, 2, 2, 16, true, HasBias: true, Hides: true, Scale: 0.3, SoftCap: 1.2f),
        new(2, 37, 37, 4, 2, 20, false, Relative: true), new(1, 101, 101, 3, 3, 7, true, Relative: true, Dropout: 0.2f), new(2, 1, 1, 2, 2, 8, false, Relative: true), new(1, 33, 33, 2, 1, 16, false, Relative: true, SoftCap: 1.1f),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void ForwardAgreesWithTheDefinition(int index)
    {
        CrossAttentionReference c = Cases[index];
        float[] inputs = Inputs(c);
        foreach (float[] mask in new[] { [], Mask(c) })
        {
            float[] actual = Compare.OnEveryTeam(team => Forward(team, c, inputs, mask).Output);
            Compare.Close(c.Run(Compare.Doubles(inputs), mask), actual, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void BackwardIsTheGradient(int index)
    {
        CrossAttentionReference c = Cases[index];
        float[] inputs = Inputs(c);
        float[] dOutput = Reference.Random(c.QueryCount, 2);
        foreach (float[] mask in new[] { [], Mask(c) })
        {
            float[] gradient = Compare.OnEveryTeam(team => Backward(team, c, inputs, mask, dOutput));
            Compare.Gradient(x => c.Run(x, mask), inputs, dOutput, gradient, most: 40);
        }
    }

    /// <summary>A gradient that nobody wants is left out, and the others are the same to the bit.</summary>
    [Fact]
    public void EachGradientMayBeUnwanted()
    {
        CrossAttentionReference c = new(2, 9, 20, 4, 2, 12, false, HasBias: true);
        float[] inputs = Inputs(c), mask = Mask(c), dOutput = Reference.Random(c.QueryCount, 2);
        float[] all = Backward(Compare.Team, c, inputs, mask, dOutput);
        Range[] parts = [c.Query, c.Key, c.Value, c.Bias];
        for (int wanted = 0; wanted < 16; wanted++)
        {
            float[][] own = [.. parts.Select((part, i) => (wanted & (1 << i)) != 0 ? Reference.Random(all[part].Length, 8) : [])];
            Backward(Compare.Team, c, inputs, mask, dOutput, own);
            for (int i = 0; i < 4; i++)
            {
                if (own[i].Length > 0) Assert.Equal(all[parts[i]], own[i]);
            }
        }
    }

    /// <summary>Nobody stands behind the last step: the last number of each head is not read, and its gradient is 0.</summary>
    [Fact]
    public void TheLastWayIsNobodys()
    {
        CrossAttentionReference c = new(2, 9, 9, 4, 2, 12, false, Relative: true);
        float[] inputs = Inputs(c), other = [.. inputs], dOutput = Reference.Random(c.QueryCount, 2);
        for (int head = 0; head < 8; head++) other[c.Bias.Start.Value + (head * 18) + 17] = float.NaN;
        Assert.Equal(Forward(Compare.Team, c, inputs, []).Output, Forward(Compare.Team, c, other, []).Output);
        float[] gradient = Backward(Compare.Team, c, other, [], dOutput)[c.Bias];
        for (int head = 0; head < 8; head++) Assert.Equal(0, gradient[(head * 18) + 17]);
    }

    /// <summary>As PyTorch's masks hide: by an infinite bias.</summary>
    [Fact]
    public void AnInfiniteBiasHides()
    {
        CrossAttentionReference hides = new(2, 20, 35, 2, 2, 12, false, HasBias: true, Hides: true), adds = hides with { Hides = false };
        float[] inputs = Inputs(hides), added = [.. inputs];
        foreach (ref float bias in added.AsSpan(hides.Bias)) bias = bias == 0 ? float.NegativeInfinity : 0;
        added.AsSpan(hides.Bias)[..35].Fill(float.NegativeInfinity); // the first query sees nothing
        inputs.AsSpan(hides.Bias)[..35].Clear();
        (float[] one, _) = Forward(Compare.Team, hides, inputs, []);
        (float[] other, _) = Forward(Compare.Team, adds, added, []);
        Assert.Equal(one, other);
        Assert.All(one[..12], value => Assert.Equal(0, value));
        float[] dOutput = Reference.Random(hides.QueryCount, 2);
        Assert.Equal(Backward(Compare.Team, hides, inputs, [], dOutput)[..hides.Bias.Start.Value], Backward(Compare.Team, adds, added, [], dOutput)[..hides.Bias.Start.Value]);
    }

    [Fact]
    public void PackedAndApartAreTheSameBits()
    {
        AttentionReference packed = new(2, 37, 4, 2, 20, true);
        CrossAttentionReference apart = new(2, 37, 37, 4, 2, 20, true);
        float[] qkv = Reference.Random(packed.Inputs, 1), inputs = new float[apart.Inputs], output = new float[packed.Outputs], logs = new float[packed.Logs];
        for (int row = 0; row < 2 * 37; row++)
        {
            qkv.AsSpan(row * 160, 80).CopyTo(inputs.AsSpan(row * 80));
            qkv.AsSpan((row * 160) + 80, 40).CopyTo(inputs.AsSpan(apart.QueryCount + (row * 40)));
            qkv.AsSpan((row * 160) + 120, 40).CopyTo(inputs.AsSpan(apart.QueryCount + apart.KeyCount + (row * 40)));
        }

        AttentionKernels.Forward(Compare.Team, qkv, [], output, logs, 2, 37, 4, 2, 20, causal: true);
        Assert.Equal(output, Forward(Compare.Team, apart, inputs, []).Output);
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        ThreadTeam team = Compare.Team;
        float[] q = new float[2 * 3 * 8], kv = new float[2 * 5 * 8], logs = new float[6], one = [1];
        Compare.Names("query", () => AttentionKernels.Forward(team, one, kv, kv, [], [], q, logs, 2, 3, 5, 1, 1, 8, false));
        Compare.Names("keys", () => AttentionKernels.Forward(team, q, one, kv, [], [], q, logs, 2, 3, 5, 1, 1, 8, false));
        Compare.Names("values", () => AttentionKernels.Forward(team, q, kv, one, [], [], q, logs, 2, 3, 5, 1, 1, 8, false));
        Compare.Names("mask", () => AttentionKernels.Forward(team, q, kv, kv, one, [], q, logs, 2, 3, 5, 1, 1, 8, false));
        Compare.Names("bias", () => AttentionKernels.Forward(team, q, kv, kv, [], one, q, logs, 2, 3, 5, 1, 1, 8, false));
        Compare.Names("bias", () => AttentionKernels.Forward(team, q, q, q, [], one, q, logs, 2, 3, 3, 1, 1, 8, false, relative: true));
        Compare.Names("keys", () => AttentionKernels.Forward(team, q, kv, kv, [], new float[20], q, logs, 2, 3, 5, 1, 1, 8, false, relative: true));
        Compare.Names("output", () => AttentionKernels.Forward(team, q, kv, kv, [], [], one, logs, 2, 3, 5, 1, 1, 8, false));
        Compare.Names("dQuery", () => AttentionKernels.Backward(team, q, kv, kv, [], [], q, logs, q, one, [], [], [], 2, 3, 5, 1, 1, 8, false));
        Compare.Names("dKeys", () => AttentionKernels.Backward(team, q, kv, kv, [], [], q, logs, q, [], one, [], [], 2, 3, 5, 1, 1, 8, false));
        Compare.Names("dValues", () => AttentionKernels.Backward(team, q, kv, kv, [], [], q, logs, q, [], [], one, [], 2, 3, 5, 1, 1, 8, false));
        Compare.Names("dBias", () => AttentionKernels.Backward(team, q, kv, kv, [], [], q, logs, q, [], [], [], one, 2, 3, 5, 1, 1, 8, false));
    }

    private static float[] Inputs(CrossAttentionReference c)
    {
        float[] inputs = Reference.Random(c.Inputs, 1, 2);
        if (c.Hides)
        {
            foreach (ref float bias in inputs.AsSpan(c.Bias)) bias = bias < 0.5f ? 0 : 1;
        }

        return inputs;
    }

    private static float[] Mask(CrossAttentionReference c)
    {
        Random random = new(7);
        return [.. Enumerable.Range(0, c.Batch * c.Keys).Select(_ => random.Next(4) == 0 ? 0f : 1f)];
    }

    private static (float[] Output, float[] Logs) Forward(ThreadTeam team, CrossAttentionReference c, float[] inputs, float[] mask)
    {
        float[] output = Reference.Random(c.QueryCount, 8), logs = new float[c.Batch * c.Heads * c.Queries];
        AttentionKernels.Forward(team, inputs[c.Query], inputs[c.Key], inputs[c.Value], mask, inputs[c.Bias], output, logs, c.Batch, c.Queries, c.Keys, c.Heads, c.KvHeads, c.Size, c.Causal, (float)c.Scale, c.Hides, c.Dropout, 9, softCap: c.SoftCap, relative: c.Relative);
        return (output, logs);
    }

    // All gradients, one after another; that of a bias that hides is 0.
    private static float[] Backward(ThreadTeam team, CrossAttentionReference c, float[] inputs, float[] mask, float[] dOutput)
    {
        float[][] parts = [Reference.Random(c.QueryCount, 8), new float[c.KeyCount], new float[c.KeyCount], new float[c.Hides ? 0 : c.BiasCount]];
        Backward(team, c, inputs, mask, dOutput, parts);
        return [.. parts.SelectMany(part => part), .. new float[c.Hides ? c.BiasCount : 0]];
    }

    private static void Backward(ThreadTeam team, CrossAttentionReference c, float[] inputs, float[] mask, float[] dOutput, float[][] parts)
    {
        (float[] output, float[] logs) = Forward(team, c, inputs, mask);
        AttentionKernels.Backward(team, inputs[c.Query], inputs[c.Key], inputs[c.Value], mask, inputs[c.Bias], output, logs, dOutput, parts[0], parts[1], parts[2], parts[3],
            c.Batch, c.Queries, c.Keys, c.Heads, c.KvHeads, c.Size, c.Causal, (float)c.Scale, c.Hides, c.Dropout, 9, softCap: c.SoftCap, relative: c.Relative);
    }
}
