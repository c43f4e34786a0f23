using System;
using System.IO;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>The samples with images, for a few steps.</summary>
public sealed class ImageSampleTests
{
    [Fact]
    public void FashionMnistLearnsAndReports()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = new Sample("FashionMnist").RunIn(folder, "--steps", "100").Succeeded();
        Assert.InRange(outcome.Number(@"^accuracy (\S+) "), 0.6, 1); // of ten classes, real or drawn
        Assert.Contains("\nstep 100/100  ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("</html>", File.ReadAllText(folder["fashion-mnist.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Cifar10LearnsDrawnShapes()
    {
        Outcome outcome = new Sample("Cifar10").Run("--steps", "500").Succeeded();
        Assert.InRange(outcome.Number(@"^accuracy (\S+) "), 0.17, 1); // ten classes; it begins slowly
        Assert.Contains("diagonal cross", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PicturesAreWrittenAndLearnt()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = new Sample("Pictures").RunIn(folder, "--steps", "100").Succeeded();
        Assert.InRange(outcome.Number(@"^accuracy (\S+) "), 0.4, 1); // of ten classes, real or drawn
        Assert.Equal(10, Directory.GetDirectories(folder["pictures"]).Length);
        new Sample("Pictures").RunIn(folder, "--data", folder.Path, "--steps", "2").Failed(1, $"'{folder.Path}' has 1 folders, and the model ten classes: change the last Linear and Target of PictureNet");
    }

    /// <summary>tests/Browser sees how well it learns, and what the page makes of the file.</summary>
    [Fact]
    public void DigitsGoIntoASmallFile()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = new Sample("Digits").RunIn(folder, "--steps", "60", "--file", folder["digits.safetensors"]).Succeeded();
        Assert.InRange(outcome.Number(@"^accuracy (\S+) "), 0.4, 1); // of ten classes
        double[] right = outcome.Numbers(@"([\d.]+) % right, ([\d.]+) % in eight bits");
        Assert.InRange(right[1], right[0] - 2, right[0] + 2);
        Assert.InRange(new FileInfo(folder["digits.safetensors"]).Length, 50_000, 60_000);
        new Sample("Digits").RunIn(folder, "--steps", "60").Failed(1, $"There is no folder '{Path.Combine(folder.Path, "samples", "Browser", "wwwroot")}': run this in the root of the repository, or say with --file where the weights go");
    }

    [Theory]
    [InlineData("FashionMnist", "train-images-idx3-ubyte.gz", "download the set first")]
    [InlineData("Cifar10", "data_batch_1.bin", "download and unpack cifar-10-binary.tar.gz first")]
    public void AFolderWithoutTheFilesIsSaid(string sample, string file, string advice)
    {
        using TemporaryFolder folder = new();
        new Sample(sample).Run("--data", folder.Path).Failed(1, $"There is no data file '{folder[file]}': check the path, or {advice}");
    }

    [Theory]
    [InlineData("--steps takes a whole number from 2 to 1000000000, not '1'", "--steps", "1")]
    [InlineData("--steps takes a whole number from 2 to 1000000000, not 'many'", "--steps", "many")]
    [InlineData("Unrecognized command or argument 'folder'", "folder")]
    public void OptionsAreChecked(string message, params string[] arguments) => new Sample("Cifar10").Run(arguments).Failed(2, message + ": --help shows the options");
}
