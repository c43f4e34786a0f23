using System.IO;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>The samples of graph methods, for a few steps.</summary>
public sealed class GraphSampleTests
{
    [Fact]
    public void RecommenderComparesWithPopularity()
    {
        Outcome outcome = new Sample("Recommender").Run("--steps", "600").Succeeded();
        double popularity = outcome.Number(@"by popularity: (\S+) ?%"), towers = outcome.Number(@"by the towers: +(\S+) ?%");
        Assert.True(towers > popularity, $"{popularity} -> {towers}");
    }

    [Theory]
    [InlineData("Vae", "vae.png")]
    [InlineData("Segmenter", "segmenter.png")]
    public void PicturesAreWritten(string sample, string file)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(file, new Sample(sample).RunIn(folder, "--steps", "3").Succeeded().Output, System.StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder[file])[..4]);
    }

    [Fact]
    public void TranslatorSearchesBothWays() => Assert.Matches("right of 200 numbers that it has not seen: [0-9]+ greedily, [0-9]+ by beam search", new Sample("Translator").Run("--steps", "2").Succeeded().Output);
}
