using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ModelGen.Docs.Tests;

/// <summary>The pages for those who come from elsewhere.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("coming-from-keras.md")]
    [InlineData("coming-from-pytorch.md")]
    public void TheTableHasTwoColumnsAndFortyRows(string page)
    {
        string[][] rows = [.. File.ReadLines(Repository.PathOf("docs", page)).SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split(" | "))];
        Assert.True(rows.Length >= 40, $"{rows.Length} rows");
        Assert.All(rows, row => Assert.Equal(2, row.Length));
    }

    /// <summary>The sums that stand above the exercises.</summary>
    [Fact]
    public void ThePageSaysHowLongTheExercisesAreTogether()
    {
        (int Lines, int Characters) keras = Sum("*.py", "#"), own = Sum("*.cs", "//");
        Assert.Contains(FormattableString.Invariant($"Together {keras.Lines} lines to {own.Lines}, {keras.Characters:N0} characters to {own.Characters:N0}."), File.ReadAllText(Repository.PathOf("docs", "coming-from-keras.md")), StringComparison.Ordinal);

        static (int Lines, int Characters) Sum(string files, string comment)
        {
            string[] lines = [.. Directory.GetFiles(Exercise.Folder, files).SelectMany(file => Exercise.CodeOf(Path.GetFileName(file), comment))];
            return (lines.Length, lines.Sum(line => line.Length));
        }
    }
}
