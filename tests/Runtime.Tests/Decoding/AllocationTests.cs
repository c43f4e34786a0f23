using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Runtime.Tests.Decoding;

[Collection(Alone.Name)]
public sealed class AllocationTests
{
    [Fact]
    public void ASampledTokenAllocatesNothing()
    {
        foreach (SamplingOptions options in new SamplingOptions[] { SamplingOptions.Greedy, new(), new(0.8f, TopK: 40), new(0.8f, TopP: 0.9f), new(0.8f, 40, 0.9f) })
        {
            TokenGenerator generator = new(new ScriptedDecoder(32, 500), [1, 2, 3], options);
            Assert.Equal(0, Alone.Bytes(() =>
            {
                for (int i = 0; i < 100; i++) generator.Next();
            }));
        }
    }

    /// <summary>Beams that all go on: memory is taken where a text ends.</summary>
    [Fact]
    public void AStepOfABeamSearchAllocatesNothing()
    {
        const int Count = 8 + Alone.MostRuns + 1;
        BranchingDecoder decoder = new(Count + 4, 50);
        BeamSearcher searcher = new(decoder, decoder.Append([1, 2]), [1, 2], Count, new BeamOptions(Width: 4, RepetitionPenalty: 1.2f) { StopSequences = [[49, 3], [7, 7, 7]] });
        for (int i = 0; i < 8; i++) Assert.True(searcher.Step());
        bool goesOn = true;
        Assert.Equal(0, Alone.Bytes(() => goesOn &= searcher.Step()));
        Assert.True(goesOn);
    }

    [Fact]
    public void ABeamSearchThatIsOverStaysAsItIs()
    {
        BranchingDecoder decoder = new(64, 50);
        BeamSearcher searcher = new(decoder, decoder.Append([1, 2]), [1, 2], 12, new BeamOptions(Width: 4));
        int steps = 0;
        while (searcher.Step()) steps++;
        Assert.Equal(11, steps);
        for (int i = 0; i < 3; i++) Assert.False(searcher.Step());
        Assert.All(searcher.Run(), beam => Assert.Equal(12, beam.Tokens.Count));
    }
}
