using System;
using System.IO;
using System.Linq;
using ModelGen.Data;
using ModelGen.Runtime.Tests.Training;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Core;

/// <summary>More parameters than an array holds lie in several: with arrays of 64 floats every rule shows, and one test takes real ones.</summary>
public sealed class SegmentTests
{
    [Fact]
    public void ParametersLieInSegmentsAndPacksStayTogether()
    {
        ParameterStore store = Store(64);
        Assert.Equal([0, 0, 1, 2, 2, 3], store.Parameters.Select(parameter => parameter.Segment));
        Assert.Equal([0, 48, 0, 0, 15, 0], store.Parameters.Select(parameter => parameter.Offset));
        ParameterStore whole = Store(1024);
        Assert.All(whole.Parameters, parameter => Assert.Equal(0, parameter.Segment));
        for (int i = 0; i < store.Parameters.Count; i++) Assert.Equal(whole.Parameters[i].Value, store.Parameters[i].Value);
        Assert.Contains("more than one span holds", Assert.Throws<InvalidOperationException>(() => store.Values.Length).Message, StringComparison.Ordinal);
        Assert.Contains("more than one span holds", Assert.Throws<InvalidOperationException>(() => store.Gradients.Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsLargerThanASegmentIsRefused()
    {
        ParameterStore store = new(1000, 1, 0, draws: true, 64);
        Assert.Contains("at most 64 lie side by side", Assert.Throws<InvalidOperationException>(() => store.Add("a", Initializer.Ones, [65])).Message, StringComparison.Ordinal);
        store.BeginPack();
        store.Add("b", Initializer.Ones, [40]);
        Assert.Contains("80 floats", Assert.Throws<InvalidOperationException>(() => store.Add("c", Initializer.Ones, [40])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("adamw8")]
    [InlineData("adagrad")]
    public void OptimizersTrainAllSegmentsAlike(string kind)
    {
        ParameterStore[] stores = [Store(64), Store(1024)];
        foreach (ParameterStore store in stores)
        {
            store.Parameters[1].Freeze();
            Optimizer optimizer = kind switch { "adamw" => new AdamW(store), "adamw8" => new AdamW8Bit(store), _ => new Adagrad(store, initialSum: 0.5f) };
            for (int step = 0; step < 5; step++)
            {
                store.ZeroGradients();
                foreach (Parameter parameter in store.Parameters)
                {
                    for (int i = 0; i < parameter.Count; i++) parameter.Gradient[i] = MathF.Sin((step * 7) + i + parameter.Count);
                }

                optimizer.Step();
            }
        }

        for (int i = 0; i < stores[0].Parameters.Count; i++) Assert.Equal(stores[1].Parameters[i].Value, stores[0].Parameters[i].Value);
    }

    [Fact]
    public void AStepThatWouldDivergeNamesTheParameterOfItsSegment()
    {
        ParameterStore store = Store(64);
        Sgd sgd = new(store, learningRate: 1e30f);
        store.Parameters[4].Gradient[3] = 1e20f;
        Assert.Contains("'k' at [3]", Assert.Throws<TrainingDivergedException>(() => sgd.Step()).Message, StringComparison.Ordinal);
    }

    /// <summary>Clipping, averages, a schedule that watches the loss, the best weights of a run, checkpoints and the search for a rate.</summary>
    [Fact]
    public void ARunIsTheSame()
    {
        using TemporaryFolder folder = new();
        ReferenceMlp[] models = [new(segment: 2000), new(segment: 480)];
        Assert.Throws<InvalidOperationException>(() => models[1].Store.Values.Length);
        (float, long, float[])[] ends = [.. models.Select(model =>
        {
            float[] before = [.. model.Store.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
            LearningRateFinder.Find(model, store => new Sgd(store), ToyData.Make(40), from: 1e-4f, to: 100);
            Assert.Equal(before, model.Store.Parameters.SelectMany(parameter => parameter.Value.ToArray()));
            PlateauSchedule schedule = new(0.05f, factor: 0.5f, patience: 1);
            Trainer<float, int> trainer = new(model, new Adam(model.Store), new TrainerOptions { AverageDecay = 0.8f, Schedule = schedule, ClipNorm = 0.5f });
            EarlyStopping stopping = new(50, restoresBest: true);
            trainer.Fit(ToyData.Make(64), new FitOptions<float, int> { Steps = 40, Validation = ToyData.Make(40, seed: 8), ValidationEvery = 2, Callbacks = [stopping], CheckpointPath = folder["c"], CheckpointEvery = 10 });
            trainer.Average!.Swap();
            trainer.Average.Swap();
            return (stopping.Best, stopping.BestStep, (float[])[.. model.Store.Parameters.SelectMany(parameter => parameter.Value.ToArray())]);
        })];
        Assert.Equal(ends[0].Item1, ends[1].Item1, 1e-5f);
        Assert.Equal(ends[0].Item2, ends[1].Item2);
        foreach ((float whole, float parts) in ends[0].Item3.Zip(ends[1].Item3)) Assert.Equal(whole, parts, 1e-4f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FilesGoBothWays(bool draws)
    {
        ParameterStore store = Store(64), read = Store(64, draws, seed: 5);
        MemoryStream stream = new();
        WeightFile.Save(store, stream);
        stream.Position = 0;
        WeightFile.Load(read, stream);
        for (int i = 0; i < store.Parameters.Count; i++) Assert.Equal(store.Parameters[i].Value, read.Parameters[i].Value);
        Assert.False(read.HasGradients);
    }

    /// <summary>2,160 million floats: an array that nobody asks for is not allocated, so it fits any machine.</summary>
    [Fact]
    public void MoreThanAnArrayHolds()
    {
        const int Columns = 1000, Rows = 60_000;
        ParameterStore store = new(2_160_000_000, 1, draws: false);
        Parameter first = store.Add("first", Initializer.Ones, [2_100_000, Columns]), second = store.Add("second", Initializer.Ones, [Rows, Columns]);
        Assert.Equal((0, 1), (first.Segment, second.Segment));
        second.Value[^1] = 3;
        second.Rows(Rows - 1, 1).Value[0] = 2;
        Assert.Equal((0, 2, 3), (second.Value[0], second.Value[^Columns], second.Value[^1]));
        Assert.False(store.HasGradients);
    }

    // 48 + 16 fill the first of 64; a pack of 15 + 45 would not fit behind 40.
    private static ParameterStore Store(int segment, bool draws = true, ulong seed = 3)
    {
        ParameterStore store = new(400, seed, 0, draws, segment);
        store.Add("a", Initializer.Normal(1), [6, 8]);
        store.Add("b", Initializer.Normal(1), [16]);
        store.Add("c", Initializer.Normal(1), [40]);
        store.BeginPack();
        store.Add("q", Initializer.Normal(1), [15]);
        store.Add("k", Initializer.Normal(1), [45]);
        Parameter pack = store.EndPack([60]);
        Assert.Equal(store.Parameters[4].Value, pack.Value[15..]);
        store.Add("d", Initializer.Normal(1), [64]);
        return store;
    }
}
