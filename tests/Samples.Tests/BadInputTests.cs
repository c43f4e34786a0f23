using System;
using System.IO;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>Whatever is wrong before work begins: one line that says what to do, a code that is not 0, nothing else written.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("Unrecognized command or argument '--bogus'", "--bogus")]
    [InlineData("Unrecognized command or argument '--bogus'", "train", "--bogus")]
    [InlineData("Unrecognized command or argument 'paint'", "paint")]
    [InlineData("Required argument missing for option: '--prompt'", "generate", "--prompt")]
    [InlineData("--steps takes a whole number from 1 to 1000000000, not '0'", "train", "--steps", "0")]
    [InlineData("--steps takes a whole number from 1 to 1000000000, not '2.5'", "train", "--steps", "2.5")]
    [InlineData("--seconds takes a number from 0.1 to 10000000, not 'soon'", "--seconds", "soon")]
    [InlineData("--length takes a whole number of 1 or more, not '-3'", "generate", "--length", "-3")]
    [InlineData("--temperature takes a number from 0 to 100, not 'NaN'", "generate", "--temperature", "NaN")]
    [InlineData("--top-p takes a number from 0.01 to 1, not '1.5'", "generate", "--top-p", "1.5")]
    public void OptionsAreChecked(string message, params string[] arguments)
    {
        Outcome outcome = Sample.CharGpt.Run(arguments);
        outcome.Failed(2, message + ": --help shows the options");
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void TheTextIsChecked()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["empty.txt"], "");
        File.WriteAllText(folder["short.txt"], new string('x', 257));
        Check("none.txt", $"There is no text file '{folder["none.txt"]}': check the path after --text");
        Check("", $"'{folder[""]}' is a folder: give --text a text file");
        Check("empty.txt", $"'{folder["empty.txt"]}' is empty: give a text of at least 258 characters with --text");
        Check("short.txt", "The text 'short.txt' has 257 characters, too few for windows of 128 to learn from and to measure on: give one of at least 258 with --text FILE");
        Assert.False(Directory.Exists(folder["weights"]));

        void Check(string text, string message) => Sample.CharGpt.Run("train", "--text", folder[text], "--folder", folder["weights"]).Failed(1, message);
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsSaidBeforeTraining()
    {
        using TemporaryFolder folder = new();
        string text = folder.Text();
        Outcome outcome = Sample.CharGpt.Run("train", "--text", text, "--folder", text);
        outcome.Failed(1, $"'{text}' is a file: give --folder a folder");
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void ThereMustBeSomethingToGoOnWith()
    {
        using TemporaryFolder folder = new();
        Sample.CharGpt.Run("train", "--resume", "--folder", folder.Path).Failed(1, $"There is no training to go on with in '{Shown(folder.Path)}': run train without --resume first, or name its folder with --folder");
        Sample.CharGpt.Run("generate", "--folder", folder.Path).Failed(1, $"There are no weights '{Shown(folder["chargpt.safetensors"])}': run train first, or name their folder with --folder");
    }

    // As the sample shows paths: relative to the current folder, which it shares with the tests, where that is shorter.
    private static string Shown(string path)
    {
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.Length < path.Length ? relative : path;
    }
}
