using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>The samples with texts, for a few steps.</summary>
public sealed class TextSampleTests
{
    [Fact]
    public void TextGeneratorLearnsTheDocumentation()
    {
        Outcome outcome = new Sample("TextGenerator").Run("--steps", "40").Succeeded();
        double before = outcome.Number("^perplexity before: (.+)$"), after = outcome.Number("^perplexity after 40 steps.*: (.+)$");
        Assert.True(after < 0.5 * before, $"{before} -> {after}");
        Assert.Contains("--- temperature 1.1\nThe model", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SequenceClassifierReadsOrder()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = new Sample("SequenceClassifier").RunIn(folder, "--steps", "600").Succeeded();
        Assert.InRange(outcome.Number(@"^bag of words: accuracy (\S+),"), 0.45, 0.55); // twins of the same words
        Assert.InRange(outcome.Number(@"^LSTM: +accuracy (\S+),"), 0.9, 1);
        Assert.Contains("</html>", File.ReadAllText(folder["sequence-classifier.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void TextClassifierTellsLanguagesApart()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = new Sample("TextClassifier").RunIn(folder, "--data", "invented", "--steps", "250").Succeeded();
        double[] accuracy = outcome.Numbers(@"^accuracy: convolution (\S+), BERT (\S+)$");
        Assert.All(accuracy, one => Assert.InRange(one, 0.8, 1)); // of six
        Assert.Contains("actual \\ predicted", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("precision at a recall of", outcome.Output, StringComparison.Ordinal);
        Assert.All((string[])["convolution", "bert"], name => Assert.Contains("</html>", File.ReadAllText(folder[$"text-classifier-{name}.html"]), StringComparison.Ordinal));
    }

    [Fact]
    public void TextClassifierLearnsFromAFile()
    {
        using TemporaryFolder folder = new();
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"{i} \"apples\" and pears\tfruit" : $"nails, {i} screws\ttools")];
        File.WriteAllText(folder["own.tsv"], "text\tlabel\n" + string.Join('\n', rows));
        Outcome outcome = new Sample("TextClassifier").RunIn(folder, "--data", folder["own.tsv"], "--steps", "30").Succeeded();
        Assert.Contains("2 classes", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\nfruit ", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text\tlabel\na\tx\nb\n", ", line 3: 1 fields, expected 2: mend or remove the row, put fields that contain the delimiter in quotes, or give the right delimiter")]
    [InlineData("text\tlabel\na\tx\n \ty\n", ", line 3: the text is empty: fill it in, or remove the row")]
    [InlineData("text\tlabel\na\tx\n\nb\t\n", ", line 4: the label is empty: fill it in, or remove the row")]
    [InlineData("a\tx\nb\ty\n", " has no column 'text': its first line must name the columns, 'text' and 'label', with tabs between them in a .tsv file")]
    [InlineData("text\tlabel\na\tx\nb\tx\n", " has 1 class, expected 2 to 20: there is nothing to tell apart")]
    [InlineData("text\tlabel\na\tx\nb\tx\nc\tx\nd\ty\n", " has 1 of class 'y', expected 3: one to learn from, one to choose by, one to judge by")]
    [InlineData("", " has no rows: the first line is taken as the header")]
    public void TextClassifierChecksTheFile(string text, string message)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["own.tsv"], text);
        new Sample("TextClassifier").RunIn(folder, "--data", folder["own.tsv"]).Failed(1, $"'{folder["own.tsv"]}'{message}");
        Assert.Equal([folder["own.tsv"]], Directory.GetFiles(folder.Path));
    }
}
