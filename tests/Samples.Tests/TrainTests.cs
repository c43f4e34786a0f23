using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>Training: what it prints, writes and brings back.</summary>
public sealed partial class TrainTests(Trained trained) : IClassFixture<Trained>
{
    private const int Interrupt = 2; // what Ctrl+C sends

    private const string Weights = "chargpt.safetensors", Checkpoint = "checkpoint.safetensors";

    [Fact]
    public void ItShowsTheModelTheLossesAndAText()
    {
        string output = trained.Training.Output;
        Assert.Contains("CharGpt: i32[T<=128] -> [T<=128, F:128]", output, StringComparison.Ordinal);
        Assert.Contains("Text: 'text.txt', 2,430 characters to learn from, 270 held out", output, StringComparison.Ordinal);
        Assert.Contains("100% step 3, loss ", output, StringComparison.Ordinal);
        float before = Loss(output, "CharGpt before training"), after = Loss(output, "CharGpt after 3 steps");
        Assert.InRange(before, 4.5f, 5.3f); // ln 128 = 4.85: an untrained model knows nothing
        Assert.True(after < before - 0.2f, $"{before} -> {after}");
        Assert.Contains("\npublic ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ItWritesWeightsTokenizerAndCheckpointAndNothingElse()
    {
        string[] files = Array.ConvertAll(Directory.GetFiles(trained.Path), file => Path.GetFileName(file)!);
        Array.Sort(files, StringComparer.Ordinal);
        Assert.Equal([Weights, "checkpoint.json", Checkpoint, "tokenizer.json"], files);
    }

    [Fact]
    public void ARunThatIsStoppedAndResumedEndsWithTheSameWeights()
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send
        using TemporaryFolder folder = new();
        string[] arguments = ["train", "--text", folder.Text(), "--steps", "60", "--seed", "3", "--folder"];
        Outcome straight = Sample.CharGpt.Run([.. arguments, folder["straight"]]).Succeeded();
        Outcome stopped = Sample.CharGpt.Run([.. arguments, folder["stopped"]], (process, line) =>
        {
            if (line.Contains("step 1,", StringComparison.Ordinal)) Assert.Equal(0, Kill(process.Id, Interrupt)); // at once: another program to send it may start after the run has ended
        });
        Assert.Equal(130, stopped.ExitCode);
        Assert.Matches("^CharGpt: stopped at step [0-9]+; a checkpoint is in .*: go on with train --resume\n$", stopped.Errors);
        Assert.False(File.Exists(Path.Combine(folder["stopped"], Weights)));

        Outcome resumed = Sample.CharGpt.Run("train", "--resume", "--folder", folder["stopped"]).Succeeded();
        Assert.Equal(Loss(straight.Output, "CharGpt after 60 steps"), Loss(resumed.Output, "CharGpt after 60 steps"));
        foreach (string file in (string[])[Weights, Checkpoint])
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["straight"], file)), File.ReadAllBytes(Path.Combine(folder["stopped"], file)));
    }

    [Fact]
    public void ARunThatHasEndedGoesOnForAnother()
    {
        using TemporaryFolder folder = trained.Copy();
        string output = Sample.CharGpt.Run("train", "--resume", "--steps", "2", "--folder", folder.Path).Succeeded().Output;
        Assert.Contains("100% step 5, ", output, StringComparison.Ordinal);
        Assert.True(Loss(output, "CharGpt after 5 steps") < Loss(output, "CharGpt after 3 steps"));
    }

    [Fact]
    public void SecondsEndARunToo()
    {
        using TemporaryFolder folder = new();
        string output = Sample.CharGpt.Run("--text", folder.Text(), "--seconds", "1", "--folder", folder["weights"]).Succeeded().Output;
        Assert.Contains("100% step ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AFaultLeavesOldFilesAsTheyWere()
    {
        using TemporaryFolder folder = trained.Copy();
        byte[] weights = File.ReadAllBytes(folder[Weights]);
        File.WriteAllText(folder["short.txt"], "too short");
        Assert.Equal(1, Sample.CharGpt.Run("train", "--text", folder["short.txt"], "--folder", folder.Path).ExitCode);
        File.WriteAllBytes(folder[Checkpoint], File.ReadAllBytes(folder[Checkpoint])[..5000]);
        Outcome outcome = Sample.CharGpt.Run("train", "--resume", "--folder", folder.Path);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Single(outcome.Errors.TrimEnd().Split('\n'));
        Assert.Equal(weights, File.ReadAllBytes(folder[Weights]));
        Sample.CharGpt.Run("generate", "--folder", folder.Path, "--length", "5").Succeeded();
    }

    [Fact]
    public void ResumeKeepsTheSeed()
    {
        Outcome outcome = Sample.CharGpt.Run("train", "--resume", "--seed", "2", "--folder", trained.Path);
        outcome.Failed(1, "The run to resume began with seed 1: leave --seed out, or leave --resume out to begin a new run");
    }

    private static float Loss(string output, string name)
    {
        Match match = LossLine().Match(output[output.LastIndexOf(name, StringComparison.Ordinal)..]);
        return float.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^.*?\s{2,}([0-9.]+)   [0-9.]+ x bigram")]
    private static partial Regex LossLine();

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    private static extern int Kill(int process, int signal);
}
