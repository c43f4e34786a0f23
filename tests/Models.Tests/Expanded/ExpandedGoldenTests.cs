using Xunit;

namespace ModelGen.Models.Tests.Expanded;

/// <summary>Presets that are written out as layers and blocks, against the same numbers of PyTorch.</summary>
public class ExpandedGoldenTests
{
    [Fact]
    public void Gpt2()
    {
        var model = new GoldenGpt();
        GoldenChecks.Check(model, model.Predict, "gpt2", [2, 12], 61);
        GoldenChecks.Decode(model, m => m.CreateDecoder(), "gpt2");
    }

    [Fact]
    public void Llama()
    {
        var model = new GoldenLlama();
        GoldenChecks.Check(model, model.Predict, "llama", [2, 10], 67);
        GoldenChecks.Decode(model, m => m.CreateDecoder(), "llama");
    }

    [Fact]
    public void Bert()
    {
        var model = new GoldenBert();
        GoldenTests.CheckBert(model, model.Predict);
    }

    [Fact]
    public void BertEncoder()
    {
        var model = new GoldenBertEncoder();
        GoldenTests.CheckBertEncoder(model, model.Predict);
    }

    /// <summary>The members of the parameter tree are the preset's: code that names them compiles after the expansion.</summary>
    [Fact]
    public void TheTreeOfParametersIsThePresets()
    {
        var preset = new Tests.GoldenGpt(3);
        var expanded = new GoldenGpt(3);
        Tests.GoldenGpt.LayerParameters first = preset.Parameters.Layers[1];
        GoldenGpt.LayerParameters second = expanded.Parameters.Layers[1];
        Assert.Equal(first.Attend.Query.Weight.Value.ToArray(), second.Attend.Query.Weight.Value.ToArray());
        Assert.Equal(first.Think.Up.Bias.Name, second.Think.Up.Bias.Name);
        Assert.Equal(preset.Parameters.TokenEmbedding.Weight.Value.ToArray(), expanded.Parameters.TokenEmbedding.Weight.Value.ToArray());
    }
}
