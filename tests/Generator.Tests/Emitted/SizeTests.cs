using System;
using System.Linq;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>Emitted text does not grow with the number of layers.</summary>
public class SizeTests
{
    [Theory]
    [InlineData("Style = TransformerStyle.Gpt")]
    [InlineData("Style = TransformerStyle.Llama")]
    [InlineData("Style = TransformerStyle.Gpt, Dropout = 0.1")]
    public void SixLayersOrFortyEight(string style)
    {
        string Source(int layers) => $"using ModelGen;\n[Transformer({style}, Layers = {layers}, Heads = 4, Width = 64, Vocabulary = 65, Context = 32)]\npublic partial class M;\n";
        Assert.Equal(Lines(Source(6)), Lines(Source(48)));
    }

    [Fact]
    public void ABlockSixTimesOrFortyEight()
    {
        string Source(int copies) => $$"""
            using ModelGen;
            [Block, LayerNorm, SelfAttention(Heads = 2, Causal = true)] partial class Attend;
            [Block, Residual<Attend>] partial class Layer;
            [Block, Repeat<Layer>({{copies}}), LayerNorm] partial class Tower;
            [Model, Tokens(Vocabulary = 65, Context = 32), Embedding(16), Repeat<Tower>({{copies}}), Linear(65), Loss(Loss.CrossEntropy)]
            public partial class M;
            """;
        Assert.Equal(Lines(Source(6)), Lines(Source(48)));
    }

    [Fact]
    public void MoreDifferentLayersAreMoreLines() =>
        Assert.NotEqual(
            Lines("using ModelGen;\n[Model, Input(4), Linear(4)] public partial class M;"),
            Lines("using ModelGen;\n[Model, Input(4), Linear(4), Linear(4)] public partial class M;"));

    private static (string File, int Lines)[] Lines(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        (string File, int Lines)[] files = [.. run.Files.Select(file => (file.HintName, file.Text.Count(c => c == '\n')))];
        Assert.NotEmpty(files);
        Assert.DoesNotContain(run.Files, file => file.Text.Contains("The model has an error", StringComparison.Ordinal));
        return files;
    }
}
