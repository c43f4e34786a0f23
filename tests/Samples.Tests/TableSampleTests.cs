using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>The samples with tables, whole.</summary>
public sealed class TableSampleTests
{
    [Fact]
    public void PenguinsAreToldApart()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = new Sample("Penguins").RunIn(folder).Succeeded();
        Assert.InRange(outcome.Number(@"^accuracy (\S+) "), 0.95, 1);
        Assert.Contains("Chinstrap", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["penguins.safetensors"]));
        Assert.Contains("\"column\": \"Island\"", File.ReadAllText(folder["penguins.pipeline.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void MilesPerGallonAreForetoldInTheirOwnUnit()
    {
        // The real file may not be shipped: one of its form, gaps too, whose noise of 1 mile is known.
        using TemporaryFolder folder = new();
        Random random = new(1);
        StringBuilder json = new("[");
        for (int i = 0; i < 600; i++)
        {
            int cylinders = 2 * random.Next(2, 5), year = random.Next(1970, 1983), origin = random.Next(3);
            double weight = 1500 + (400 * cylinders) + (300 * random.NextDouble());
            double noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            string miles = i % 50 == 7 ? "null" : (45 - (0.008 * weight) + (0.8 * (year - 1970)) + origin + noise).ToString("0.000", CultureInfo.InvariantCulture), power = i % 60 == 3 ? "null" : $"{cylinders * 20}";
            json.Append(CultureInfo.InvariantCulture, $$"""{{(i == 0 ? "" : ",")}}{"Name": "car {{i}}", "Miles_per_Gallon": {{miles}}, "Cylinders": {{cylinders}}, "Displacement": {{cylinders * 40}}, "Horsepower": {{power}}, "Weight_in_lbs": {{weight}}, "Acceleration": 15, "Year": "{{year}}-01-01", "Origin": "{{"UEJ"[origin]}}"}""");
        }

        File.WriteAllText(folder["cars.json"], json.Append(']').ToString());
        Outcome outcome = new Sample("Cars").RunIn(folder, folder["cars.json"]).Succeeded();
        Assert.InRange(outcome.Number(@"^118 +\S+ +(\S+) "), 0.8, 1.5); // RMSE of a fifth of 588; the noise's deviation is 1
    }

    [Theory]
    [InlineData("Penguins")]
    [InlineData("Cars")]
    public void FromTheFileToTheReportInFifteenLines(string sample)
    {
        string[] lines = [.. File.ReadLines(Sample.FileOf(sample, "Program.cs")).Where(line => line.Trim().Length > 0)];
        int file = Array.FindIndex(lines, line => line.Contains("Table.Read(", StringComparison.Ordinal)), report = Array.FindIndex(lines, line => line.Contains("pipeline.Evaluate", StringComparison.Ordinal));
        Assert.InRange(report - file + 1, 2, 15);
    }

    [Fact]
    public void TheFileThatIsMissingIsNamed() => new Sample("Cars").Run("nowhere.json").Failed(1, "There is no data file 'nowhere.json': get it with 'npm install --no-save vega-datasets', or name it");
}
