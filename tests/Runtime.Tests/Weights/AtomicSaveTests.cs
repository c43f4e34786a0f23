using System;
using System.Diagnostics;
using System.IO;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class AtomicSaveTests
{
    [Fact]
    public void AFullDiskKeepsTheOldFileAndLeavesNothing()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["w.safetensors"], "old");
        SafeTensorsWriter writer = new();
        writer.Add("a", [100_000], () => new float[100_000]);
        writer.Add("b", [1], () => throw new IOException("No space left on device"));
        IOException error = Assert.Throws<IOException>(() => writer.Save(folder["w.safetensors"]));
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Contains("the old file is unchanged", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal("old", File.ReadAllText(folder["w.safetensors"]));
        Assert.Equal(["w.safetensors"], folder.Files);
    }

    [Fact]
    public void OtherFailuresPassThroughAndLeaveNothing()
    {
        using TemporaryFolder folder = new();
        SafeTensorsWriter writer = new();
        writer.Add("a", [1], () => throw new InvalidOperationException("mine"));
        Assert.Equal("mine", Assert.Throws<InvalidOperationException>(() => writer.Save(folder["w.safetensors"])).Message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void AtEveryMomentOfASaveTheOldFileIsWhole()
    {
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        Save(path, 1, () => { });
        int looked = 0;
        Save(path, 2, () =>
        {
            // What a kill at this moment would leave behind.
            using SafeTensorsReader reader = SafeTensorsReader.Open(path);
            Assert.Equal([1f], reader.ReadFloats(reader.Get("a")));
            looked++;
        });
        Assert.Equal(1, looked);
        using SafeTensorsReader now = SafeTensorsReader.Open(path);
        Assert.Equal([2f], now.ReadFloats(now.Get("a")));
        Assert.Equal(["w.safetensors"], folder.Files);
    }

    [Fact]
    public void WhatAKilledSaveLeftIsReplacedByTheNext()
    {
        using TemporaryFolder folder = new();
        using (Process dead = KillDuringSaveTests.Start(folder["other.safetensors"]))
        {
            Assert.Equal("saved", dead.StandardOutput.ReadLine());
            dead.Kill();
            dead.WaitForExit();
            File.WriteAllText(TemporaryFile.NameForThisMachine(folder["w.safetensors"], dead.Id), "half a file, much longer than the new one: " + new string('x', 10_000));
        }

        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(folder["w"])!, "other*")) File.Delete(file);
        Assert.Single(folder.Files);
        Save(folder["w.safetensors"], 3, () => { });
        Assert.Equal(["w.safetensors"], folder.Files);
        using SafeTensorsReader now = SafeTensorsReader.Open(folder["w.safetensors"]);
        Assert.Equal([3f], now.ReadFloats(now.Get("a")));
    }

    [Fact]
    public void OnlyWhatIsSurelyLeftOverIsRemoved()
    {
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        string mine = TemporaryFile.NameForThisMachine(path, Environment.ProcessId), elsewhere = TemporaryFile.NameFor(path, "00000000", 1), old = TemporaryFile.NameFor(path, "00000000", 2);
        string written = TemporaryFile.NameFor(path, "00000000", 3), others = folder["w.safetensors.tmp"];
        foreach (string file in new[] { mine, elsewhere, old, written, others }) File.WriteAllText(file, "x");
        foreach (string file in new[] { old, written, others }) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-2));
        using (new FileStream(written, FileMode.Open, FileAccess.Write, FileShare.None)) Save(path, 1, () => { });
        Assert.True(File.Exists(mine));      // of a process that lives
        Assert.True(File.Exists(elsewhere)); // of another machine, and young
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(written));   // old, and somebody has it open
        Assert.True(File.Exists(others));    // not one of ours
    }

    [Fact]
    public void TheModeOfTheReplacedFileIsKept()
    {
        if (OperatingSystem.IsWindows()) return;
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        Save(path, 1, () => { });
        foreach (UnixFileMode mode in new[] { UnixFileMode.UserRead | UnixFileMode.UserWrite, (UnixFileMode)0b110_110_110, (UnixFileMode)0b110_100_000 })
        {
            File.SetUnixFileMode(path, mode);
            Save(path, 2, () => Assert.All(Directory.GetFiles(Path.GetDirectoryName(path)!, "*.tmp"), file => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == mode)));
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void ALongNameAndADeviceAreDealtWith()
    {
        if (OperatingSystem.IsWindows()) return;
        using TemporaryFolder folder = new();
        string path = folder[new string('w', 250)];
        Save(path, 1, () => { });
        Assert.True(File.Exists(path));
        Assert.Contains("it is a device", Assert.Throws<IOException>(() => Save("/dev/null", 1, () => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFolderIsAOneLineError()
    {
        using TemporaryFolder folder = new();
        IOException error = Assert.Throws<IOException>(() => Save(folder["none/w.safetensors"], 1, () => { }));
        Assert.StartsWith("Cannot write '", error.Message, StringComparison.Ordinal);
        Assert.Contains("check that the folder exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkStaysALink()
    {
        if (OperatingSystem.IsWindows()) return; // links need a privilege there
        using TemporaryFolder folder = new();
        Save(folder["real.safetensors"], 1, () => { });
        File.CreateSymbolicLink(folder["link.safetensors"], folder["real.safetensors"]);
        Save(folder["link.safetensors"], 2, () => { });
        Assert.NotNull(new FileInfo(folder["link.safetensors"]).LinkTarget);
        using SafeTensorsReader now = SafeTensorsReader.Open(folder["real.safetensors"]);
        Assert.Equal([2f], now.ReadFloats(now.Get("a")));
    }

    private static void Save(string path, float value, Action during)
    {
        SafeTensorsWriter writer = new();
        writer.Add("a", [1], () =>
        {
            during();
            return new[] { value };
        });
        writer.Save(path);
    }
}
