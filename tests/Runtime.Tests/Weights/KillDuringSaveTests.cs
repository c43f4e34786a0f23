using System;
using System.Diagnostics;
using System.Threading;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

[Collection(Alone.Name)]
public sealed class KillDuringSaveTests
{
    private const int Count = 1 << 20;

    [Fact]
    public void AKilledProcessLeavesAWholeFile()
    {
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        for (int round = 0; round < 4; round++)
        {
            using Process process = Start(path);
            Assert.Equal("saved", process.StandardOutput.ReadLine());
            Thread.Sleep(7 * (round + 1));
            process.Kill();
            process.WaitForExit();

            ParameterStore store = Store();
            WeightFile.Load(store, path);
            float value = store.Values[0];
            Assert.True(value >= 1);
            Assert.Equal(-1, store.Values.IndexOfAnyExcept(value));
        }

        // Nothing piles up: at most the one file that the kill interrupted, and the next save takes that away too.
        WeightFile.Save(Store(), path);
        Assert.Equal(["w.safetensors"], folder.Files);
    }

    internal static Process Start(string path)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(KillDuringSaveTests).Assembly.Location, "save-forever", path]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    internal static void SaveForever(string path)
    {
        ParameterStore store = Store();
        for (int i = 1; ; i++)
        {
            store.Values.Fill(i);
            WeightFile.Save(store, path);
            if (i == 1) Console.WriteLine("saved");
        }
    }

    internal static ParameterStore Store()
    {
        ParameterStore store = new(Count, 1);
        store.Add("w", Initializer.Zeros, [Count]);
        return store;
    }
}
