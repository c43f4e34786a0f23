using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Models.Tests.Graphs;
using Xunit;

namespace ModelGen.Models.Tests.Calls;

/// <summary>Texts that go on in one pass say what each says by itself.</summary>
public partial class BranchTests
{
    private static readonly int[] s_source = [4, 1, 6, 2, 0];

    public static TheoryData<string> Models => ["gpt", "mixed", "bigram", "residual", "window", "reader", "reminded", "byHand"];

    [Theory]
    [MemberData(nameof(Models))]
    public void EachTextIsAsIfAlone(string model)
    {
        TokenDecoder decoder = Decoder(model), alone = decoder.Fork();
        int vocabulary = decoder.Vocabulary;
        decoder.Append([1, 3, 2]);
        TokenBranches branches = decoder.Branch(width: 4, length: 6);
        int[][] texts = [[1, 3, 2]];
        (int[] Tokens, int[] Parents)[] steps = [([5, 4], [0, 0]), ([0, 1, 2, 3], [1, 0, 1, 1]), ([6, 6, 1], [3, 3, 0]), ([2, 0, 4, 5], [2, 1, 0, 2]), ([3], [3]), ([1, 1, 1, 2], [0, 0, 0, 0])];
        foreach ((int[] tokens, int[] parents) in steps)
        {
            float[] logits = branches.Append(tokens, parents).ToArray();
            texts = [.. tokens.Select((token, i) => (int[])[.. texts[parents[i]], token])];
            for (int i = 0; i < texts.Length; i++)
            {
                alone.Reset();
                Compare.Close(logits[(i * vocabulary)..((i + 1) * vocabulary)], alone.Append(texts[i]).ToArray(), 2e-6, $"{model}: text {i} of {texts[i].Length} tokens");
            }
        }

        Assert.Equal((4, 6), (branches.Count, branches.Position));
        Assert.Equal(3, decoder.Position);
        Assert.Throws<InvalidOperationException>(() => branches.Append([1], [0]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ContinuationsAreThoseOfTheirSeeds(string model)
    {
        SamplingOptions options = new(Temperature: 1.5f, TopK: 5, Seed: 7, RepetitionPenalty: 1.3f) { StopSequences = [[3], [1, 2]] };
        TokenDecoder decoder = Decoder(model);
        IReadOnlyList<int[]> texts = decoder.Generate([1, 3], 8, continuations: 5, options);
        for (int i = 0; i < 5; i++) Assert.Equal([.. decoder.Generate([1, 3], 8, options with { Seed = 7 + (ulong)i })], texts[i]);
        Assert.All(decoder.Generate([1, 3], 8, 3, SamplingOptions.Greedy), text => Assert.Equal([.. decoder.Generate([1, 3], 8, SamplingOptions.Greedy)], text));
        Assert.Single(decoder.Generate([1], 1, 2, options)[1]);
    }

    [Fact]
    public void WhatCannotGoOnIsSaid()
    {
        TokenDecoder decoder = Decoder("gpt");
        Assert.Throws<InvalidOperationException>(() => decoder.Branch(2, 2));
        decoder.Append([1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Branch(2, 19));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Branch(0, 2));
        TokenBranches branches = decoder.Branch(2, 18);
        Assert.Throws<ArgumentException>(() => branches.Append([1, 2, 3], [0, 0, 0]));
        Assert.Throws<ArgumentException>(() => branches.Append([1], [1]));
        Assert.Throws<ArgumentException>(() => branches.Append([1, 2], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => branches.Append([17], [0]));
        Assert.Equal((1, 0), (branches.Count, branches.Position));
        decoder.Append([3]);
        Assert.Throws<InvalidOperationException>(() => branches.Append([1], [0]));
        Assert.Throws<ArgumentException>(() => decoder.Generate([1], 21, continuations: 2));
    }

    private static TokenDecoder Decoder(string model) => model switch
    {
        "gpt" => Disturbed(new BlockGpt(1)).CreateDecoder(),
        "mixed" => Disturbed(new MixedDecoder(1)).CreateDecoder(),
        "bigram" => Disturbed(new Bigram(1)).CreateDecoder(),
        "residual" => Disturbed(new EndsInResidual(1)).CreateDecoder(),
        "window" => Disturbed(new ShortSighted(1)).CreateDecoder(),
        "byHand" => Disturbed(new AttentionByHand(4)).CreateDecoder(),
        "reader" => Disturbed(new Reader(1)).CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5])),
        _ => Disturbed(new Reminded(1)).CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5])),
    };

    private static TModel Disturbed<TModel>(TModel model)
        where TModel : IModel
    {
        RandomValues.Disturb(model.Store);
        return model;
    }
}
