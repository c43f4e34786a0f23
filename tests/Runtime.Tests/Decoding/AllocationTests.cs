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
        BranchingDecoder decoder = new(64, 50);
        BeamSearcher searcher = new(decoder, decoder.Append([1, 2]), [1, 2], 60, new BeamOptions(Width: 4, RepetitionPenalty: 1.2f) { StopSequences = [[49, 3], [7, 7, 7]] });
        for (int i = 0; i < 8; i++) Assert.True(searcher.Step());
        Assert.Equal(0, Alone.Bytes(() =>
        {
            for (int i = 0; i < 12; i++) searcher.Step();
        }));
    }
}
