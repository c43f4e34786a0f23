using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Models.Tests.Calls;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Beam search, and the sessions that it goes on in.</summary>
public class BeamTests
{
    private static readonly int[] s_source = [4, 1, 6, 2, 0];

    [Fact]
    public void AForkGoesOnByItself()
    {
        TokenDecoder decoder = Reader().CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5])), fresh = Reader().CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5]));
        decoder.Append([1, 2]);
        TokenDecoder fork = decoder.Fork();
        decoder.Append([3]);
        fresh.Append([1, 2]);
        Assert.Equal(fresh.Append([4]).ToArray(), fork.Append([4]).ToArray());
        fork.CopyFrom(decoder, common: 2);
        fresh.Reset();
        fresh.Append([1, 2, 3]);
        Assert.Equal(fresh.Append([0]).ToArray(), fork.Append([0]).ToArray());
        Assert.Throws<ArgumentException>(() => fork.CopyFrom(decoder, common: 9));
        Assert.Throws<ArgumentException>(() => fork.CopyFrom(new BlockGpt(1).CreateDecoder()));
    }

    /// <summary>Queries, keys and values of products of their own lie side by side in the cache.</summary>
    [Fact]
    public void AttentionByHandIsDecoded()
    {
        var model = new AttentionByHand(4);
        int[] text = [1, 7, 3, 3, 0, 10, 2];
        float[] all = [.. model.Predict(new ReadOnlyTensorSpan<int>(text, [1, text.Length]))];
        TokenDecoder decoder = model.CreateDecoder();
        for (int i = 0; i < text.Length; i++)
        {
            Compare.Close(decoder.Append(text.AsSpan(i, 1)).ToArray(), all[(i * 11)..((i + 1) * 11)], 1e-5, $"logits behind token {i}");
        }
    }

    [Fact]
    public void OneBeamIsGreedy()
    {
        TokenDecoder decoder = Reader().CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5]));
        int[] greedy = [.. decoder.Generate([1], 6, SamplingOptions.Greedy)];
        Assert.Equal(greedy, decoder.Search([1], 6, new(Width: 1)).Single().Tokens);
    }

    /// <summary>As many beams as there are texts: nothing can be missed.</summary>
    [Theory]
    [InlineData(0f, -1, 1f)]
    [InlineData(1f, 3, 1f)]
    [InlineData(2f, 3, 1.7f)]
    [InlineData(1f, -1, 0.6f, 4, 4)]
    [InlineData(0.5f, 2, 1.2f, 1, 5)]
    public void AWideSearchFindsTheBestOfAllTexts(float penalty, int end, float repetition, params int[] stop)
    {
        TokenDecoder decoder = Reader().CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5]));
        List<(int[] Tokens, double Score)> all = [];
        Walk([], 0);
        (int[] Tokens, double Score)[] best = [.. all.OrderByDescending(text => text.Score).Take(5)];
        IReadOnlyList<Beam> found = decoder.Search([1, 2], 3, new(Width: 400, penalty, end, repetition) { StopSequences = stop.Length == 0 ? [] : [stop, [0]] });
        for (int i = 0; i < best.Length; i++)
        {
            Assert.Equal(best[i].Score, found[i].Score, 1e-4);
            Assert.Equal(best[i].Tokens, found[i].Tokens);
        }

        void Walk(int[] tokens, double sum)
        {
            if (tokens.Length == 3 || (tokens.Length > 0 && (tokens[^1] == end || (stop.Length > 0 && (tokens.AsSpan().EndsWith(stop) || tokens[^1] == 0)))))
            {
                all.Add((tokens, sum / Math.Pow(tokens.Length, penalty)));
                return;
            }

            decoder.Reset();
            float[] logits = decoder.Append([1, 2, .. tokens]).ToArray();
            foreach (int seen in new HashSet<int>([1, 2, .. tokens])) logits[seen] = logits[seen] > 0 ? logits[seen] / repetition : logits[seen] * repetition;
            double total = Math.Log(logits.Sum(logit => Math.Exp(logit)));
            for (int token = 0; token < logits.Length; token++) Walk([.. tokens, token], sum + logits[token] - total);
        }
    }

    [Fact]
    public void BeamsThatChangePlacesKeepTheirTexts()
    {
        TokenDecoder decoder = Reader().CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5])), fresh = decoder.Fork();
        foreach (Beam beam in decoder.Search([1, 2], 7, new(Width: 5)))
        {
            double sum = 0;
            fresh.Reset();
            float[] logits = fresh.Append([1, 2]).ToArray();
            foreach (int token in beam.Tokens)
            {
                sum += logits[token] - Math.Log(logits.Sum(logit => Math.Exp(logit)));
                if (fresh.Position < fresh.Context) logits = fresh.Append([token]).ToArray();
            }

            Assert.Equal(sum, beam.LogProbability, 1e-4);
        }
    }

    [Fact]
    public void WhatCannotBeSearchedIsSaid()
    {
        TokenDecoder decoder = Reader().CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5]));
        Assert.Throws<ArgumentException>(() => decoder.Search([1], 99));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Search([1], 3, new(Width: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Search([1], 3, new(EndToken: 7)));
    }

    /// <summary>Steady steps allocate nothing: the sessions, the texts and the candidates are there.</summary>
    [Fact]
    public void ATokenOfAForkAllocatesNothing()
    {
        TokenDecoder decoder = Reader().CreateDecoder(new ReadOnlyTensorSpan<int>(s_source, [1, 5]));
        decoder.Append([1]);
        TokenDecoder fork = decoder.Fork();
        fork.Append([2]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fork.CopyFrom(decoder, 1);
        fork.Append([3]);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Reader Reader()
    {
        Reader model = new(1);
        RandomValues.Disturb(model.Store);
        return model;
    }
}
