using System;
using System.IO;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>The samples with MiniLM's published weights.</summary>
public sealed class PublishedSampleTests
{
    /// <summary>No word of the question is in the passage.</summary>
    [Fact]
    public void SemanticSearchFindsWhatIsMeant()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.md"], "# Pets\n\nThe puppy slept on the sofa all afternoon long.\n\n# Cooking\n\nBoil the pasta for nine minutes, then drain it well.\n");
        File.WriteAllText(folder["b.md"], "# Money\n\nThe central bank raised interest rates again this spring.\n");
        Outcome outcome = new Sample("SemanticSearch").Run("a young dog took a nap", "preparing dinner in the kitchen", "--data", folder.Path, "--count", "1").Succeeded();
        Assert.Matches(@"a young dog took a nap\n  0\.\d+  a\.md:3  Pets\n", outcome.Output);
        Assert.Matches(@"preparing dinner in the kitchen\n  0\.\d+  a\.md:7  Cooking\n", outcome.Output);
        new Sample("SemanticSearch").Run("x", "--data", folder["none"]).Failed(1, $"There is no folder '{folder["none"]}': name one with Markdown pages with --data");
    }

    [Fact]
    public void FineTuneRuns()
    {
        Outcome outcome = new Sample("FineTune") { Threads = 1 }.Run("--steps", "22").Succeeded();
        double[] whole = outcome.Numbers(@"^fine-tuned\s+(\S+)\s+(\S+) %\s+(\S+)\s+(\S+)\s+(\S+) %$"), lora = outcome.Numbers(@"^LoRA, rank 8\s+(\S+)\s+(\S+) %\s+(\S+)\s+(\S+)\s+(\S+) %$");
        Assert.InRange(lora[1], 0.1, 2); // per cent of the model
        Assert.True(lora[2] < whole[2] / 10, $"{lora[2]} of {whole[2]} MiB");
        Assert.True(whole[4] > 50, $"{whole[4]} % right");
    }
}
