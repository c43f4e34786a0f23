using System;
using System.IO;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>Writing text with saved weights, good ones and bad ones.</summary>
public sealed class GenerateTests(Trained trained) : IClassFixture<Trained>
{
    private const string Weights = "chargpt.safetensors";

    [Fact]
    public void TheSameSeedWritesTheSameText()
    {
        string first = Write("7"), second = Write("7"), other = Write("8");
        Assert.StartsWith("the q", first, StringComparison.Ordinal);
        Assert.Equal(5 + 200, first.Length); // longer than the model's context: the window slides
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        string Write(string seed) => Sample.CharGpt.Run("generate", "--folder", trained.Path, "--prompt", "the q", "--length", "200", "--seed", seed).Succeeded().Output;
    }

    [Fact]
    public void APromptThatLooksLikeAFileOfArgumentsIsAPrompt() =>
        Assert.StartsWith("@b", Sample.CharGpt.Run("generate", "--folder", trained.Path, "--prompt", "@b", "--length", "1").Succeeded().Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("a日b", "The model does not know '日' (U+65E5): leave that out of the prompt; it knows ASCII and common European letters")]
    [InlineData("\u0001", "The model does not know U+0001: leave that out of the prompt; it knows ASCII and common European letters")]
    [InlineData("", "The prompt is empty: give at least one character, a space will do")]
    public void PromptsAreChecked(string prompt, string message) => Sample.CharGpt.Run("generate", "--folder", trained.Path, "--prompt", prompt).Failed(1, message);

    [Fact]
    public void TruncatedWeightsAreRefused()
    {
        using TemporaryFolder folder = trained.Copy();
        File.WriteAllBytes(folder[Weights], File.ReadAllBytes(folder[Weights])[..100_000]);
        Refused(folder, "is not a usable safetensors file", "get the file again, or save it again");
    }

    [Fact]
    public void ForeignWeightsAreRefused()
    {
        using TemporaryFolder folder = trained.Copy();
        SafeTensorsWriter writer = new();
        writer.Add("fc1.weight", [2, 2], [1, 2, 3, 4]);
        writer.Save(folder[Weights]);
        Refused(folder, "does not fit the model", "unexpected: fc1.weight; load the file of this model");
    }

    [Fact]
    public void WhatIsNoWeightFileAtAllIsRefused()
    {
        using TemporaryFolder folder = trained.Copy();
        File.WriteAllText(folder[Weights], "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n");
        Refused(folder, "LFS");
    }

    [Fact]
    public void TheTokenizerIsChecked()
    {
        using TemporaryFolder folder = trained.Copy();
        File.WriteAllText(folder["tokenizer.json"], """{"characters":"ab"}""");
        Refused(folder, "has 2 characters, the model 128: train again");
        File.WriteAllText(folder["tokenizer.json"], "{");
        Refused(folder, "is not a usable tokenizer file");
        File.Delete(folder["tokenizer.json"]);
        Refused(folder, "There is no tokenizer file");
    }

    private static void Refused(TemporaryFolder folder, params string[] parts)
    {
        Outcome outcome = Sample.CharGpt.Run("generate", "--folder", folder.Path);
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Single(outcome.Errors.TrimEnd().Split('\n'));
        foreach (string part in parts) Assert.Contains(part, outcome.Errors, StringComparison.Ordinal);
    }
}
