using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ModelGen.Docs.Tests;

/// <summary>The programs of docs/exercises: each compiles without a warning, runs on little data of the form that it names, and is no longer than its Keras form by more than half.</summary>
public sealed class ExerciseTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Exercise.Folder, "*.py").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void ThereAreEight() => Assert.Equal(
        ["cifar", "gan", "graph", "line", "linear-and-mlp", "lstm-reviews", "lstm-series", "text-cnn"],
        Directory.GetFiles(Exercise.Folder, "*.cs").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    /// <summary>And the page of Keras says how long both are.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void NoneIsLongerThanItsKerasFormByMoreThanHalf(string name)
    {
        int keras = Exercise.CodeOf(name + ".py", "#").Length, own = Exercise.CodeOf(name + ".cs", "//").Length;
        Assert.True(own <= 1.5 * keras, $"{own} lines, in Keras {keras}");
        Assert.Contains($"| [{name}](exercises/{name}.py) | {keras} | [{own}](exercises/{name}.cs) |", File.ReadAllText(Repository.PathOf("docs", "coming-from-keras.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line()
    {
        using TemporaryFolder folder = new();
        Match line = Regex.Match(await new Exercise("line").Run(folder.Path), @"^(\S+) x \+ (\S+)$", RegexOptions.Multiline);
        Assert.Equal(3, Number(line.Groups[1].Value), 0.06);
        Assert.Equal(2, Number(line.Groups[2].Value), 0.06);
    }

    [Fact]
    public async Task LstmReviews()
    {
        using TemporaryFolder folder = new();
        Reviews(folder);
        Assert.InRange(Number(await new Exercise("lstm-reviews").Run(folder.Path, ("64", "16"))), 0.5, 1);
    }

    [Fact]
    public async Task TextCnn()
    {
        using TemporaryFolder folder = new();
        Reviews(folder);
        Assert.Matches(@"(?m)^accuracy (1\.0|0\.9)", await new Exercise("text-cnn").Run(folder.Path));
        Assert.Equal("89504E47", Convert.ToHexString(File.ReadAllBytes(folder["precision-recall.png"]).AsSpan(0, 4)));
    }

    [Fact]
    public async Task LstmSeries()
    {
        using TemporaryFolder folder = new();
        Random random = new(1);
        foreach ((string file, int rows) in new[] { ("FordA_TRAIN.tsv", 200), ("FordA_TEST.tsv", 40) })
        {
            StringBuilder text = new();
            for (int row = 0; row < rows; row++)
            {
                int label = row % 2;
                double phase = random.NextDouble() * 6;
                text.AppendJoin('\t', Enumerable.Range(0, 21).Select(i => i == 0 ? (label == 0 ? "-1" : "1") : Math.Sin((i * (label == 0 ? 0.4 : 1.6)) + phase).ToString("0.000", CultureInfo.InvariantCulture))).Append('\n');
            }

            File.WriteAllText(folder[file], text.ToString());
        }

        Assert.Matches(@"(?m)^accuracy (1\.0|0\.9)", await new Exercise("lstm-series").Run(folder.Path));
    }

    [Fact]
    public async Task Cifar()
    {
        using TemporaryFolder folder = new();
        Random random = new(1);
        foreach (string file in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
        {
            byte[] rows = new byte[32 * 3073];
            random.NextBytes(rows);
            for (int i = 0; i < 32; i++) rows[i * 3073] = (byte)(i % 10);
            File.WriteAllBytes(folder[file], rows);
        }

        await new Exercise("cifar").Run(folder.Path, ("epochs: 10", "epochs: 1"));
        Assert.True(new FileInfo(folder["cifar.safetensors"]).Length > 100_000);
    }

    [Fact]
    public async Task LinearAndMlp()
    {
        using TemporaryFolder folder = new();
        Random random = new(1);
        StringBuilder text = new("mpg,cylinders,displacement,horsepower,weight\n");
        for (int i = 0; i < 200; i++)
        {
            int cylinders = 2 * random.Next(2, 5), power = random.Next(60, 200), weight = random.Next(1600, 5000);
            text.Append(CultureInfo.InvariantCulture, $"{(i == 7 ? "NA" : $"{48 - (weight * 0.007) - (power * 0.02):0.0}")},{cylinders},{cylinders * 40},{power},{weight}\n");
        }

        File.WriteAllText(folder["cars.csv"], text.ToString());
        MatchCollection errors = Regex.Matches(await new Exercise("linear-and-mlp").Run(folder.Path), @"^(?:39|40) +\S+ +(\S+) ", RegexOptions.Multiline); // RMSE over a fifth of 199
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.InRange(Number(error.Groups[1].Value), 0, 1));
    }

    [Fact]
    public async Task Gan()
    {
        using TemporaryFolder folder = new();
        Assert.InRange(Number((await new Exercise("gan").Run(folder.Path, ("6000", "3000"))).Trim().Split('\n')[^1]), 1, 3); // the hills are at -2 and 2
    }

    [Fact]
    public async Task Graph()
    {
        using TemporaryFolder folder = new();
        foreach (string file in (string[])["friends.csv", "sides.csv"]) File.Copy(Path.Combine(Exercise.Folder, file), folder[file]);
        Assert.InRange(Number(await new Exercise("graph").Run(folder.Path)), 31, 34);
    }

    private static void Reviews(TemporaryFolder folder)
    {
        Random random = new(1);
        foreach ((string file, int rows) in new[] { ("train.tsv", 600), ("test.tsv", 60) })
        {
            string[] praise = ["wonderful", "moving", "clever"], blame = ["dull", "clumsy", "boring"], rest = ["the", "film", "was", "a", "plot", "and", "we", "saw"];
            StringBuilder text = new("text\tlabel\n");
            for (int row = 0; row < rows; row++)
            {
                string[] judged = row % 2 == 1 ? praise : blame;
                text.AppendJoin(' ', Enumerable.Range(0, 8).Select(i => i is 3 or 6 ? judged[random.Next(judged.Length)] : rest[random.Next(rest.Length)])).Append('\t').Append(row % 2).Append('\n');
            }

            File.WriteAllText(folder[file], text.ToString());
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
