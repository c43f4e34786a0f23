using System;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Runtime.Tests.Decoding;

/// <summary>Decoders of models whose separator ends a text: they stop there, and say so where somebody goes on.</summary>
public sealed class SeparatorTests
{
    private const int End = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GenerateStopsThere(bool shares)
    {
        CountingDecoder decoder = new(shares);
        Assert.Equal([2, 3, 4], decoder.Generate([0, 1], 20, new SamplingOptions { Temperature = 0 }));
        Assert.All(decoder.Generate([0, 1], 20, continuations: 3, new SamplingOptions { Temperature = 0 }), text => Assert.Equal([2, 3, 4], text));
        TokenGenerator generator = new(decoder, [2], new SamplingOptions { Temperature = 0 });
        Assert.Equal((3, false), (generator.Next(), generator.HasStopped));
        Assert.Equal((4, true), (generator.Next(), generator.HasStopped));
        Assert.Equal([2, 3, 4], decoder.Search([0, 1], 20, new BeamOptions(Width: 1))[0].Tokens);
    }

    /// <summary>Beside what the caller names.</summary>
    [Fact]
    public void SoDoStopSequences() =>
        Assert.Equal([2, 3], new CountingDecoder(true).Generate([0, 1], 20, new SamplingOptions { Temperature = 0, StopSequences = [[2, 3]] }));

    [Fact]
    public void WhatFollowsIsAnError()
    {
        CountingDecoder decoder = new(true);
        string said = Assert.Throws<ArgumentException>(() => decoder.Append([1, End, 2])).Message;
        Assert.Contains("The separator 4 ends a text, and nothing follows it: call Reset() for another text, or use a class of the same layers without Separator", said, StringComparison.Ordinal);
        Assert.Equal(0, decoder.Position);
        decoder.Append([1, End]);
        Assert.Contains("The separator 4 ends a text", Assert.Throws<InvalidOperationException>(() => decoder.Append([2])).Message, StringComparison.Ordinal);
        decoder.Reset();
        decoder.Append([2]);
        decoder.Append([End]);
        CountingDecoder other = new(true);
        other.Append([1]);
        other.CopyFrom(decoder);
        Assert.Throws<InvalidOperationException>(() => other.Append([2]));
        decoder.Reset();
        decoder.Append([1]);
        other.CopyFrom(decoder);
        other.Append([2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfBranchesTheOneThatHasEnded(bool shares)
    {
        CountingDecoder decoder = new(shares);
        decoder.Append([0]);
        TokenBranches branches = decoder.Branch(2, 5);
        branches.Append([End, 1], [0, 0]);
        Assert.Contains("Text 0: The separator 4 ends a text", Assert.Throws<InvalidOperationException>(() => branches.Append([1, 2], [0, 1])).Message, StringComparison.Ordinal);
        branches.Append([2, 3], [1, 1]);
        branches.Append([3, 2], [0, 1]);
    }

    /// <summary>After a token the next one by number is the likeliest.</summary>
    private sealed class CountingDecoder(bool shares) : TokenDecoder
    {
        private readonly float[] _logits = new float[8];
        private int _position;

        public override int Context => 32;

        public override int Vocabulary => 8;

        public override int Position => _position;

        protected override int Separator => End;

        protected override long BranchFloats => shares ? 0 : -1;

        public override void Reset() => _position = 0;

        public override TokenDecoder Fork()
        {
            CountingDecoder fork = new(shares);
            fork.CopyFrom(this);
            return fork;
        }

        public override void CopyFrom(TokenDecoder other, int common = 0)
        {
            _position = other.Position;
            HoldTextOf(other);
        }

        public override ReadOnlySpan<float> Append(scoped ReadOnlySpan<int> tokens)
        {
            CheckAppend(tokens, "Counting");
            _position += tokens.Length;
            Fill(tokens[^1], _logits);
            return _logits;
        }

        protected override void DecodeBranches(ReadOnlySpan<int> tokens, Branches branches, Span<float> logits)
        {
            for (int i = 0; i < tokens.Length; i++) Fill(tokens[i], logits.Slice(i * 8, 8));
        }

        private static void Fill(int token, Span<float> logits)
        {
            for (int i = 0; i < 8; i++) logits[i] = i == (token + 1) % 8 ? 20 : 0;
        }
    }
}
