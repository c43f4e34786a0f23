using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Xml.Linq;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Reports;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Reports;

public sealed class HtmlReportTests
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("fi-FI")]
    public void ThePageStandsAloneInEveryCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            string page = new HtmlReport("A <title> & more", "data").Add(History()).Add(Classification(3)).Add(Classification(2), "Two").Add(Classification(30), "Many").Add(Regression()).Add(new LanguageReport(10, 1)).Add("Text", "a < b\nc").ToString();
            XElement body = Body(page);
            Assert.Equal(["Training", "Classification", "Two", "Many", "Regression", "Language", "Text"], body.Descendants("h2").Select(heading => heading.Value));
            Assert.Equal(2 + 2 + 2 + 2 + 1, body.Descendants("svg").Count());
            Assert.Equal(9 + 4, body.Descendants("table").Where(table => table.Attribute("class")?.Value == "confusion").Sum(table => table.Descendants("td").Count(cell => cell.Attribute("title") is not null)));
            foreach (string outside in new[] { "http", "<script", "src=", "@import", "url(" }) Assert.DoesNotContain(outside, page, StringComparison.Ordinal);
            Assert.Contains("<title>A &lt;title&gt; &amp; more</title>", page, StringComparison.Ordinal);
            Assert.Contains("a &lt; b\nc", page, StringComparison.Ordinal);
            foreach (XAttribute path in body.Descendants("path").Attributes("d")) Assert.Matches(@"^(?:[ML]-?\d+(\.\d)? -?\d+(\.\d)?)+$", path.Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void NumbersThatAreNotFiniteAreGaps()
    {
        TrainingHistory history = new();
        foreach (float loss in new[] { 3, 2, float.NaN, 1, float.PositiveInfinity }) history.OnStep(new TrainingProgress { Step = history.Steps.Count + 1, Loss = loss }, validated: false);
        XElement body = Body(new HtmlReport("x").Add(history).ToString());
        Assert.DoesNotContain("NaN", string.Concat(body.Descendants("path").Attributes("d").Select(path => path.Value)), StringComparison.Ordinal);
        Assert.Equal(2, body.Descendants("path").First().Attribute("d")!.Value.Count(c => c == 'M')); // 3 2, gap, 1
    }

    [Fact]
    public void EmptyAndConstantSeriesAreDrawnOrLeftOut()
    {
        TrainingHistory history = new();
        Assert.DoesNotContain("<svg", new HtmlReport("x").Add(history).ToString(), StringComparison.Ordinal);
        history.OnStep(new TrainingProgress { Step = 1, Loss = 0.5f }, validated: false);
        Assert.DoesNotContain("NaN", Body(new HtmlReport("x").Add(history).ToString()).ToString(), StringComparison.Ordinal);
        history.OnStep(new TrainingProgress { Step = 2, Loss = float.NaN }, validated: false);
        Body(new HtmlReport("x").Add(history).ToString());
    }

    [Fact]
    public void ThePageIsSaved()
    {
        using TemporaryFolder folder = new();
        HtmlReport report = new HtmlReport("x").Add(Regression());
        report.Save(folder["r.html"]);
        Assert.Equal(report.ToString(), File.ReadAllText(folder["r.html"]));
        Assert.Equal(["r.html"], folder.Files);
    }

    [Theory]
    [InlineData(0, 10, "0 2 4 6 8 10")]
    [InlineData(0.1, 0.34, "0.10 0.15 0.20 0.25 0.30 0.35")]
    [InlineData(-3, 3, "-4 -2 0 2 4")]
    [InlineData(2, 2, "1.8 1.9 2.0 2.1 2.2")]
    [InlineData(0, 40_000, "0 10k 20k 30k 40k")]
    public void TicksAreRound(double low, double high, string ticks)
    {
        PlotScale scale = PlotScale.For(low, high, isTight: false);
        Assert.Equal(ticks, string.Join(' ', scale.Marks().Select(scale.Text)));
    }

    // The page is well-formed XML but for the void elements of its head.
    private static XElement Body(string page) => XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..(page.IndexOf("</body>", StringComparison.Ordinal) + 7)]);

    private static TrainingHistory History()
    {
        TrainingHistory history = new();
        for (int i = 1; i <= 3000; i++) history.OnStep(new TrainingProgress { Step = i, Loss = 5f / i, LearningRate = 1e-3f, ValidationLoss = i % 500 == 0 ? 6f / i : null }, validated: i % 500 == 0);
        return history;
    }

    private static ClassificationReport Classification(int classes)
    {
        float[] logits = new float[90 * classes];
        for (int i = 0; i < logits.Length; i++) logits[i] = MathF.Sin(i * 1.3f);
        TensorDataset<float, int> data = new(new ReadOnlyTensorSpan<float>(logits, [90, classes]), Enumerable.Range(0, 90).Select(i => i % classes).ToArray(), batch: 50);
        return Evaluate.Classifier((input, output) => input.CopyTo(output), data, classes, [.. Enumerable.Range(0, classes).Select(i => $"<{i}>")]);
    }

    private static RegressionReport Regression()
    {
        float[] values = [1, 2, 3, 4];
        return Evaluate.Regression((input, output) => input.CopyTo(output), new TensorDataset<float, float>(new ReadOnlyTensorSpan<float>(values, [4, 1]), new ReadOnlyTensorSpan<float>(values, [4, 1]), batch: 4));
    }
}
