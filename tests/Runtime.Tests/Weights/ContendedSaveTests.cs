using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>Two processes save to one path and are killed at random, a third reads all the time. MODELGEN_SAVE_ROUNDS has the number of rounds; 130 take some minutes.</summary>
[Collection(Alone.Name)]
public sealed class ContendedSaveTests
{
    [Fact]
    public async Task EveryLoadSucceedsWhileTwoSaversDie()
    {
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        int rounds = int.TryParse(Environment.GetEnvironmentVariable("MODELGEN_SAVE_ROUNDS"), CultureInfo.InvariantCulture, out int wanted) ? wanted : 4;
        Random random = new(20);
        WeightFile.Save(KillDuringSaveTests.Store(), path);
        using CancellationTokenSource end = new();
        Task<int> reader = Task.Run(() => ReadUntil(path, end.Token));
        for (int round = 0; round < rounds && !reader.IsCompleted; round++)
        {
            using Process one = KillDuringSaveTests.Start(path), other = KillDuringSaveTests.Start(path);
            try
            {
                Assert.Equal("saved", one.StandardOutput.ReadLine());
                Assert.Equal("saved", other.StandardOutput.ReadLine());
                Thread.Sleep(random.Next(60));
                Assert.False(one.HasExited || other.HasExited, "a saver failed");
            }
            finally
            {
                one.Kill();
                Thread.Sleep(random.Next(20));
                other.Kill();
                one.WaitForExit();
                other.WaitForExit();
            }
        }

        await end.CancelAsync();
        Assert.True(await reader > rounds);
        WeightFile.Save(KillDuringSaveTests.Store(), path);
        Assert.Equal(["w.safetensors"], folder.Files);
    }

    [Fact]
    public void ThreadsOfOneProcessSaveToOnePath()
    {
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        Parallel.For(1, 9, i =>
        {
            ParameterStore store = new(1000, 1);
            store.Add("w", Initializer.Zeros, [1000]);
            store.Values.Fill(i);
            for (int round = 0; round < 10; round++)
            {
                WeightFile.Save(store, path);
                ParameterStore loaded = Loaded(path, 1000);
                Assert.Equal(-1, loaded.Values.IndexOfAnyExcept(loaded.Values[0]));
            }
        });
        ParameterStore last = Loaded(path, 1000);
        Assert.Equal(-1, last.Values.IndexOfAnyExcept(last.Values[0]));
        Assert.Equal(["w.safetensors"], folder.Files);
    }

    private static int ReadUntil(string path, CancellationToken end)
    {
        int loads = 0;
        for (; !end.IsCancellationRequested; loads++)
        {
            ParameterStore store = KillDuringSaveTests.Store();
            WeightFile.Load(store, path);
            Assert.Equal(-1, store.Values.IndexOfAnyExcept(store.Values[0]));
        }

        return loads;
    }

    private static ParameterStore Loaded(string path, int count)
    {
        ParameterStore store = new(count, 1);
        store.Add("w", Initializer.Zeros, [count]);
        WeightFile.Load(store, path);
        return store;
    }
}
