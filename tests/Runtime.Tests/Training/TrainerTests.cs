using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void AccumulationEqualsOneLargeBatch()
    {
        ReferenceMlp whole = new(), parts = new();
        Trainer<float, int> one = new(whole, new Sgd(whole.Store, 0.1f));
        Trainer<float, int> four = new(parts, new Sgd(parts.Store, 0.1f), new TrainerOptions { Accumulation = 4 });
        Batch<float, int> batch = new();
        for (int step = 0; step < 3; step++)
        {
            TensorDataset<float, int> large = ToyData.Make(16, batch: 16, shuffle: false), small = ToyData.Make(16, batch: 4, shuffle: false);
            large.Next(batch);
            one.Step(batch.InputTensor, batch.TargetTensor);
            for (int part = 0; part < 4; part++)
            {
                Assert.Equal(step, four.Steps);
                Assert.Equal(part, four.PendingBatches);
                small.Next(batch);
                four.Step(batch.InputTensor, batch.TargetTensor);
            }

            Assert.Equal(one.Loss, four.Loss, 1e-6f);
        }

        foreach ((float a, float b) in whole.Store.Values.ToArray().Zip(parts.Store.Values.ToArray())) Assert.Equal(a, b, 1e-6f);
    }

    [Fact]
    public void ClippingBoundsTheStep()
    {
        ReferenceMlp model = new();
        float[] before = model.Store.Values.ToArray();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, 1f), new TrainerOptions { ClipNorm = 0.01f });
        Batch<float, int> batch = new();
        ToyData.Make(8).Next(batch);
        trainer.Step(batch.InputTensor, batch.TargetTensor);
        double moved = Math.Sqrt(before.Zip(model.Store.Values.ToArray()).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
        Assert.True(trainer.GradientNorm > 0.01f);
        Assert.Equal(0.01, moved, 1e-5);
    }

    [Fact]
    public void FitLearnsReportsAndValidates()
    {
        ReferenceMlp model = new();
        TensorDataset<float, int> data = ToyData.Make(64, batch: 16), heldOut = ToyData.Make(40, batch: 16, seed: 8);
        Trainer<float, int> trainer = new(model, new AdamW(model.Store, 0.01f), new TrainerOptions { Schedule = new WarmupCosineSchedule(0.01f, 10, 200) });
        Reports reports = new();
        float before = trainer.Evaluate(heldOut);
        TrainingProgress last = trainer.Fit(data, new FitOptions<float, int> { Steps = 200, Validation = heldOut, ValidationEvery = 50, Progress = reports, ProgressEvery = 20 });
        Assert.Equal(200, last.Step);
        Assert.Equal(10, reports.All.Count);
        Assert.Equal(last, reports.All[^1]);
        Assert.True(last.ValidationLoss < 0.8f * before, $"{before} -> {last.ValidationLoss}");
        Assert.Equal(trainer.Evaluate(heldOut), last.ValidationLoss);
        Assert.Null(reports.All[0].ValidationLoss);
        Assert.NotNull(reports.All[3].ValidationLoss);
        Assert.True(last.ExamplesPerSecond > 0);
        Assert.Equal(0, last.TokensPerSecond);
        Assert.Equal(TimeSpan.Zero, last.Remaining);
        Assert.Equal(new WarmupCosineSchedule(0.01f, 10, 200).LearningRate(199), last.LearningRate);
    }

    [Fact]
    public void EvaluationWeighsBatchesBySize()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store));
        Assert.Equal(trainer.Evaluate(ToyData.Make(37, batch: 37)), trainer.Evaluate(ToyData.Make(37, batch: 10)), 1e-6f);
    }

    [Fact]
    public async Task CancellationStopsBetweenUpdatesAndKeepsTheState()
    {
        ReferenceMlp cancelled = new(), straight = new();
        TensorDataset<float, int> first = ToyData.Make(64, batch: 8), second = ToyData.Make(64, batch: 8);
        TrainerOptions options = new() { Accumulation = 3 };
        Trainer<float, int> a = new(cancelled, new Adam(cancelled.Store), options), b = new(straight, new Adam(straight.Store), options);
        using CancellationTokenSource source = new();
        Reports reports = new(progress =>
        {
            if (progress.Step == 7) source.Cancel();
        });
        Task<TrainingProgress> task = a.FitAsync(first, new FitOptions<float, int> { Steps = 20, Progress = reports }, source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
        Assert.Equal(7, a.Steps);
        Assert.Equal(0, a.PendingBatches);
        a.Fit(first, new FitOptions<float, int> { Steps = 20 });
        b.Fit(second, new FitOptions<float, int> { Steps = 20 });
        Assert.Equal(straight.Store.Values, cancelled.Store.Values);
    }

    [Fact]
    public void CallbacksSeeEveryStepAndMayStop()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, learningRate: 0));
        TrainingProgress last = trainer.Fit(ToyData.Make(16), new FitOptions<float, int>
        {
            Steps = 100,
            Validation = ToyData.Make(16),
            ValidationEvery = 2,
            Callbacks = [new EarlyStopping(patience: 3)],
        });
        Assert.Equal(8, last.Step); // the first measurement, at 2, is the best; 4, 6 and 8 are no better
    }

    [Fact]
    public void ACallbackMayBeTheOnlyEnd()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, learningRate: 0));
        TrainingProgress last = trainer.Fit(ToyData.Make(16), new FitOptions<float, int> { Steps = long.MaxValue, Callbacks = [new EndAt(3)] });
        Assert.Equal(3, last.Step);
        Assert.True(last.Remaining > TimeSpan.FromDays(365));
    }

    [Fact]
    public void ALossThatIsNotFiniteEndsTrainingBeforeItHarms()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Adam(model.Store));
        Batch<float, int> batch = new();
        ToyData.Make(8).Next(batch);
        trainer.Step(batch.InputTensor, batch.TargetTensor);
        float[] before = model.Store.Values.ToArray();
        batch.Input[3] = float.NaN;
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => trainer.Step(batch.InputTensor, batch.TargetTensor));
        Assert.Contains("at step 2: the loss is NaN", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Store.Values);
        batch.Input[3] = 0;
        trainer.Step(batch.InputTensor, batch.TargetTensor);
        Assert.Equal(-1, model.Store.Values.IndexOf(float.NaN));
    }

    [Fact]
    public void MisuseIsRefused()
    {
        ReferenceMlp model = new(), other = new();
        Assert.Throws<ArgumentException>(() => new Trainer<float, int>(model, new Adam(other.Store)));
        Trainer<float, int> trainer = new(model, new Adam(model.Store));
        TensorDataset<float, int> data = ToyData.Make(8);
        Assert.Throws<ArgumentException>(() => trainer.Fit(data, new FitOptions<float, int> { Steps = 1, Validation = data }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer<float, int>(model, new Adam(model.Store), new TrainerOptions { Accumulation = 0 }));
    }

    private sealed class EndAt(long step) : ITrainingCallback
    {
        public bool OnStep(in TrainingProgress progress, bool validated) => progress.Step < step;
    }

    private sealed class Reports(Action<TrainingProgress>? onReport = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            onReport?.Invoke(value);
        }
    }
}
