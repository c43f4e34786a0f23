using System;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class AveragingTests
{
    [Fact]
    public void TheAverageFollowsItsFormulaForAnyNumberOfThreads()
    {
        const int Count = 40_001;
        float[]? first = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using ThreadTeam team = new(threads);
            ParameterStore store = new(Count + 16, 1);
            Parameter parameter = store.Add("w", Initializer.Normal(1), [Count]);
            WeightAverage average = new(store, 0.5f, team);
            double expected = 0;
            for (int t = 0; t < 12; t++)
            {
                parameter.Value[Count - 1] = t * t;
                average.Update();
                double decay = t == 0 ? 0 : Math.Min(0.5, (1.0 + t) / (10.0 + t));
                expected = (decay * expected) + ((1 - decay) * t * t);
            }

            Assert.Equal(12, average.Updates);
            Assert.Equal(expected, average.Values[parameter.Offset + Count - 1], 1e-4);
            Assert.Equal(parameter.Value[5], average.Values[5], 1e-6f); // what does not move is its own average
            first ??= average.Values.ToArray();
            Assert.Equal(first, average.Values);
        }
    }

    [Fact]
    public void SwappingTwiceChangesNothing()
    {
        ParameterStore store = new(3000, 1);
        store.Add("w", Initializer.Normal(1), [2500]);
        WeightAverage average = new(store, 0.9f);
        average.Update();
        float[] old = store.Values.ToArray();
        store.Values.Fill(3);
        average.Swap();
        Assert.Equal(old, store.Values);
        Assert.Equal(3, average.Values[1200]);
        average.Swap();
        Assert.Equal(old, average.Values);
        average.CopyToModel();
        Assert.Equal(old, store.Values);
    }

    [Fact]
    public void ValidationMeasuresTheAverage()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Adam(model.Store, 0.05f), new TrainerOptions { AverageDecay = 0.9f });
        TensorDataset<float, int> heldOut = ToyData.Make(40, seed: 8);
        TrainingProgress last = trainer.Fit(ToyData.Make(64), new FitOptions<float, int> { Steps = 30, Validation = heldOut });
        Assert.NotEqual(trainer.Evaluate(heldOut), last.ValidationLoss);
        trainer.Average!.CopyToModel();
        Assert.Equal(trainer.Evaluate(heldOut), last.ValidationLoss);
    }

    [Fact]
    public void TheBestWeightsAreRestored()
    {
        ReferenceMlp model = new();
        TensorDataset<float, int> heldOut = ToyData.Make(40, seed: 8);
        // A rate that learns first and destroys later.
        Trainer<float, int> trainer = new(model, new Sgd(model.Store), new TrainerOptions { Schedule = new ExponentialSchedule(0.05f, 1.2f) });
        EarlyStopping stopping = new(patience: 4, restoresBest: true);
        TrainingProgress last = trainer.Fit(ToyData.Make(64), new FitOptions<float, int> { Steps = 1000, Validation = heldOut, ValidationEvery = 1, Callbacks = [stopping] });
        Assert.Equal(stopping.BestStep + 4, last.Step);
        Assert.True(last.ValidationLoss > stopping.Best);
        Assert.Equal(stopping.Best, trainer.Evaluate(heldOut));
    }

    [Fact]
    public void TheBestAverageIsRestoredAtTheLastStepToo()
    {
        ReferenceMlp model = new();
        TensorDataset<float, int> heldOut = ToyData.Make(40, seed: 8);
        Trainer<float, int> trainer = new(model, new Adam(model.Store, 0.05f), new TrainerOptions { AverageDecay = 0.5f });
        EarlyStopping stopping = new(patience: 1000, restoresBest: true);
        trainer.Fit(ToyData.Make(16), new FitOptions<float, int> { Steps = 60, Validation = heldOut, ValidationEvery = 5, Callbacks = [stopping] });
        Assert.InRange(stopping.BestStep, 1, 55); // 16 examples: it overfits
        Assert.Equal(stopping.Best, trainer.Evaluate(heldOut));
    }

    [Fact]
    public void RunningStatisticsAreRestoredWithTheWeights()
    {
        ParameterStore store = new(16, 1, buffers: 16);
        store.Add("w", Initializer.Ones, [1]);
        Parameter statistic = store.AddBuffer("running_mean", Initializer.Zeros, [2]);
        EarlyStopping stopping = new(patience: 2, restoresBest: true), resumed = new(patience: 2, restoresBest: true);
        ((IRunState)stopping).Attach(this, store, null);
        ((IRunState)resumed).Attach(this, store, null);
        statistic.Value.Fill(0.25f);
        stopping.OnStep(new TrainingProgress { Step = 1, Steps = 9, ValidationLoss = 1 }, validated: true);
        statistic.Value.Fill(0.5f);
        store.Values.Fill(7);
        resumed.Numbers = stopping.Numbers;
        stopping.Buffers[0].Values.CopyTo(resumed.Buffers[0].Values);
        Assert.True(resumed.OnStep(new TrainingProgress { Step = 2, Steps = 9, ValidationLoss = 2 }, validated: true));
        Assert.False(resumed.OnStep(new TrainingProgress { Step = 3, Steps = 9, ValidationLoss = 2 }, validated: true));
        Assert.Equal([0.25f, 0.25f], statistic.Value);
        Assert.Equal(1, store.Parameters[0].Value[0]);
    }

    [Fact]
    public void AverageScheduleAndStoppingResumeFromACheckpoint()
    {
        using TemporaryFolder folder = new();
        TensorDataset<float, int> heldOut = ToyData.Make(40, seed: 8), data = ToyData.Make(64), resumedData = ToyData.Make(64);
        (Trainer<float, int> straight, EarlyStopping whole, PlateauSchedule plateau) = Make(1);
        straight.Fit(data, Options(heldOut, 24, whole, folder["c"], every: 12));
        float[] expected = straight.Model.Store.Values.ToArray(), average = straight.Average!.Values.ToArray();

        (Trainer<float, int> half, EarlyStopping halfStopping, _) = Make(1);
        half.Fit(ToyData.Make(64), Options(heldOut, 12, halfStopping, folder["half"], every: 12) with { Steps = 24, Callbacks = [halfStopping, new EndAt(12)] });
        (Trainer<float, int> resumed, EarlyStopping stopping, PlateauSchedule schedule) = Make(2);
        Checkpoint.Load(folder["half"], resumed, resumedData, [stopping]);
        Assert.Equal(halfStopping.Numbers, stopping.Numbers);
        resumed.Fit(resumedData, Options(heldOut, 24, stopping, null, every: 0));

        Assert.Equal(plateau.Numbers, schedule.Numbers);
        Assert.Equal(whole.Numbers, stopping.Numbers);
        Assert.Equal(average, resumed.Average!.Values);
        Assert.Equal(expected, resumed.Model.Store.Values);
        Assert.Equal(24, resumed.Average.Updates);
    }

    private static FitOptions<float, int> Options(TensorDataset<float, int> heldOut, long steps, EarlyStopping stopping, string? path, long every) =>
        new() { Steps = steps, Validation = heldOut, ValidationEvery = 2, Callbacks = [stopping], CheckpointPath = path, CheckpointEvery = every };

    private static (Trainer<float, int> Trainer, EarlyStopping Stopping, PlateauSchedule Schedule) Make(ulong seed)
    {
        ReferenceMlp model = new(seed);
        PlateauSchedule schedule = new(0.1f, factor: 0.5f, patience: 1);
        return (new Trainer<float, int>(model, new Adam(model.Store), new TrainerOptions { AverageDecay = 0.8f, Schedule = schedule }), new EarlyStopping(50, restoresBest: true), schedule);
    }

    private sealed class EndAt(long step) : ITrainingCallback
    {
        public bool OnStep(in TrainingProgress progress, bool validated) => progress.Step < step;
    }
}
