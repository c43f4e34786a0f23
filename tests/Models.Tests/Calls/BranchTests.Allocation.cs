using System;
using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Models.Tests.Calls;

/// <content>Not over fences, which allocate.</content>
public partial class BranchTests
{
    /// <summary>The first steps reserve memory; those that follow allocate nothing.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void ATokenOfEachTextAllocatesNothing(string model)
    {
        TokenDecoder decoder = Decoder(model);
        TokenContinuations texts = new(decoder, [1, 3], 8, continuations: 4, new SamplingOptions(TopK: 3, RepetitionPenalty: 1.2f));
        for (int i = 0; i < 4; i++) texts.Next();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3; i++) texts.Next();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.False(texts.Next());
        Assert.Equal(8, texts[3].Length);
    }
}
