using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Runtime.Tests.Decoding;

public sealed class GenerateTests
{
    [Fact]
    public void PromptAtOnceThenOneByOne()
    {
        ScriptedDecoder decoder = new(16, 10) { Calls = [] };
        Assert.Equal([4, 5, 6], decoder.Generate([1, 2, 3], 3, SamplingOptions.Greedy));
        Assert.Equal([[1, 2, 3], [4], [5]], decoder.Calls);
    }

    [Fact]
    public void AStopSequenceEndsTheText()
    {
        SamplingOptions options = SamplingOptions.Greedy with { StopSequences = [[9, 8], [5, 6]] };
        Assert.Equal([4, 5, 6], new ScriptedDecoder(16, 10).Generate([1, 2, 3], 9, options));
        Assert.Equal([6, 7, 8, 9, 0, 1, 2, 3, 4], new ScriptedDecoder(16, 10).Generate([5], 9, options)); // the prompt is not part of it
        Assert.Equal(3, new ScriptedDecoder(16, 10).Generate([3], 9, options, _ => true));
        Assert.Throws<ArgumentException>(() => new TokenGenerator(new ScriptedDecoder(16, 10), [1], SamplingOptions.Greedy with { StopSequences = [[]] }));
    }

    [Fact]
    public void TokensAreComputedWhenAskedFor()
    {
        ScriptedDecoder decoder = new(16, 10) { Calls = [] };
        using IEnumerator<int> tokens = decoder.Generate([1], 5, SamplingOptions.Greedy).GetEnumerator();
        Assert.Empty(decoder.Calls);
        tokens.MoveNext();
        Assert.Single(decoder.Calls);
    }

    [Fact]
    public void AFullContextSlidesToItsLastHalf()
    {
        ScriptedDecoder decoder = new(6, 100) { Calls = [] };
        Assert.Equal(Enumerable.Range(5, 12), decoder.Generate([1, 2, 3, 4], 12, SamplingOptions.Greedy));
        Assert.Equal([[1, 2, 3, 4], [5], [6], [5, 6, 7], [8], [9], [10], [9, 10, 11], [12], [13], [14], [13, 14, 15]], decoder.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SmallContextsWork(int context) =>
        Assert.Equal(Enumerable.Range(8, 20), new ScriptedDecoder(context, 100).Generate([3, 4, 5, 6, 7], 20, SamplingOptions.Greedy));

    [Fact]
    public void TheEndOfALongPromptIsUsed()
    {
        ScriptedDecoder decoder = new(4, 100) { Calls = [] };
        Assert.Equal([10], decoder.Generate([.. Enumerable.Range(0, 10)], 1, SamplingOptions.Greedy));
        Assert.Equal([[6, 7, 8, 9]], decoder.Calls);
    }

    [Fact]
    public void TheReceiverMayStop()
    {
        List<int> received = [];
        int count = new ScriptedDecoder(16, 100).Generate([1], 10, SamplingOptions.Greedy, token =>
        {
            received.Add(token);
            return token < 4;
        });
        Assert.Equal(3, count);
        Assert.Equal([2, 3, 4], received);
    }

    [Fact]
    public void BadPromptsAreRefusedAtOnce()
    {
        ScriptedDecoder decoder = new(4, 10);
        Assert.Contains("at least one token", Assert.Throws<ArgumentException>(() => decoder.Generate([], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("token id 10 at position 1, outside the vocabulary [0, 10)", Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Generate([1, 10], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFullDecoderSaysWhatToDo()
    {
        ScriptedDecoder decoder = new(4, 10);
        decoder.Append([1, 2, 3]);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => decoder.Append([1, 2]));
        Assert.Contains("2 tokens do not fit behind the 3 in a context of 4: call Reset()", error.Message, StringComparison.Ordinal);
    }
}
