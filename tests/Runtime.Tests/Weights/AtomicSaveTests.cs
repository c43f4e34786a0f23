using System;
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
        File.WriteAllText(folder["w.safetensors.tmp"], "half a file, much longer than the new one: " + new string('x', 10_000));
        Save(folder["w.safetensors"], 3, () => { });
        Assert.Equal(["w.safetensors"], folder.Files);
        using SafeTensorsReader now = SafeTensorsReader.Open(folder["w.safetensors"]);
        Assert.Equal([3f], now.ReadFloats(now.Get("a")));
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
