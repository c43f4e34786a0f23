using System;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class DivergenceTests
{
    [Fact]
    public void ABadInputIsTracedToTheFirstGradient()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Adam(model.Store));
        Batch<float, int> batch = new();
        ToyData.Make(8).Next(batch);
        batch.Input[3] = float.NaN;
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => trainer.Step(batch.InputTensor, batch.TargetTensor));
        Assert.Equal((1, "fc1.weight"), (error.Step, error.Parameter));
        Assert.Contains("at step 1: the loss is NaN, the gradient of 'fc1.weight' at [0, 3] is NaN (first of 5)", error.Message, StringComparison.Ordinal);
        Assert.Contains("the parameters are those of step 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedParameterIsNamedWithItsPlace()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Adam(model.Store));
        model.Store.Parameters[2].Value[17] = float.PositiveInfinity; // fc2.weight [16, 24]
        Batch<float, int> batch = new();
        ToyData.Make(8).Next(batch);
        model.Store.Parameters[4].Value[0] = float.NaN;
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => trainer.Step(batch.InputTensor, batch.TargetTensor));
        Assert.Equal("fc2.weight", error.Parameter);
        Assert.Contains("the value of 'fc2.weight' at [0, 17] is Infinity", error.Message, StringComparison.Ordinal);
        Assert.Contains("the parameters are damaged since an earlier update", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FitKeepsTheLastGoodCheckpoint()
    {
        using TemporaryFolder folder = new();
        ReferenceMlp model = new();
        // Grows beyond what a float holds after a few steps.
        Trainer<float, int> trainer = new(model, new Sgd(model.Store), new TrainerOptions { Schedule = new ExponentialSchedule(0.01f, 1e9f) });
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(
            () => trainer.Fit(ToyData.Make(64), new FitOptions<float, int> { Steps = 100, CheckpointPath = folder["c"], CheckpointEvery = 1 }));
        Assert.Equal(folder["c"], error.CheckpointPath);
        Assert.NotNull(error.Parameter);
        Assert.Contains($"the checkpoint '{folder["c"]}' is of step ", error.Message, StringComparison.Ordinal);

        ReferenceMlp other = new(seed: 2);
        Trainer<float, int> resumed = new(other, new Sgd(other.Store));
        Checkpoint.Load(folder["c"], resumed);
        Assert.InRange(resumed.Steps, 1, error.Step - 1);
        foreach (float value in other.Store.Values) Assert.True(float.IsFinite(value));
    }

    [Fact]
    public void NoCheckpointIsMentionedWhereThereIsNone()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store), new TrainerOptions { Schedule = new ExponentialSchedule(0.01f, 1e9f) });
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(ToyData.Make(64), new FitOptions<float, int> { Steps = 100 }));
        Assert.Null(error.CheckpointPath);
        Assert.DoesNotContain("the checkpoint", error.Message, StringComparison.Ordinal);
    }
}
