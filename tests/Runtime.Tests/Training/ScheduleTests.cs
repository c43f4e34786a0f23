using System;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void WarmupRisesCosineFallsFloorStays()
    {
        WarmupCosineSchedule schedule = new(peak: 1, warmupSteps: 4, totalSteps: 12, floor: 0.1f);
        Assert.Equal(0.2f, schedule.LearningRate(0), 1e-6f);
        Assert.Equal(0.8f, schedule.LearningRate(3), 1e-6f);
        Assert.Equal(1f, schedule.LearningRate(4), 1e-6f);
        Assert.Equal(0.55f, schedule.LearningRate(8), 1e-6f);
        Assert.Equal(0.1f, schedule.LearningRate(12), 1e-6f);
        Assert.Equal(0.1f, schedule.LearningRate(1_000_000), 1e-6f);
        for (long step = 4; step < 12; step++) Assert.True(schedule.LearningRate(step + 1) < schedule.LearningRate(step));
    }

    [Fact]
    public void EdgesWork()
    {
        Assert.Equal(0.5f, new WarmupCosineSchedule(0.5f, 0, 10).LearningRate(0));
        Assert.Equal(0f, new WarmupCosineSchedule(0.5f, 0, 0).LearningRate(0));
        Assert.Equal(0.3f, new ConstantSchedule(0.3f).LearningRate(77));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmupCosineSchedule(1, 10, 5));
    }

    [Fact]
    public void StairsFallEverySoManySteps()
    {
        StepSchedule schedule = new(0.1f, every: 3, factor: 0.5f);
        float[] expected = [0.1f, 0.1f, 0.1f, 0.05f, 0.05f, 0.05f, 0.025f, 0.025f];
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.LearningRate(step), 1e-8f);
    }

    [Fact]
    public void ExponentialFallsToTheFloor()
    {
        ExponentialSchedule schedule = new(0.1f, factor: 0.9f, floor: 0.02f);
        Assert.Equal(0.1f, schedule.LearningRate(0));
        Assert.Equal(0.0729f, schedule.LearningRate(3), 1e-7f);
        Assert.Equal(0.02f, schedule.LearningRate(1000));
    }

    [Fact]
    public void OneCycleIsPyTorchs()
    {
        // torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=20), PyTorch 1.13
        float[] expected =
        [
            0.004f, 0.013167184f, 0.037167184f, 0.066832816f, 0.090832816f, 0.1f, 0.098746401f, 0.095048463f, 0.089091618f, 0.081174565f,
            0.0716943f, 0.061126202f, 0.0500002f, 0.038874198f, 0.0283061f, 0.018825835f, 0.010908782f, 0.0049519368f, 0.0012539994f, 4e-07f,
        ];
        OneCycleSchedule schedule = new(0.1f, totalSteps: 20);
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.LearningRate(step), 1e-7f);
        Assert.Equal(4e-7f, schedule.LearningRate(5000), 1e-12f);
    }

    [Fact]
    public void OneCycleWithoutARiseStartsAtThePeak() => Assert.Equal(0.1f, new OneCycleSchedule(0.1f, totalSteps: 10, rise: 0.1).LearningRate(0));

    [Fact]
    public void APlateauBringsTheRateDown()
    {
        PlateauSchedule schedule = new(1, factor: 0.5f, patience: 2, floor: 0.2f);
        float[] losses = [5, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3];
        float[] rates = [1, 1, 1, 0.5f, 0.5f, 0.5f, 0.25f, 0.25f, 0.2f, 0.2f, 0.2f];
        for (int i = 0; i < losses.Length; i++)
        {
            Assert.True(schedule.OnStep(new TrainingProgress { Step = i + 1, ValidationLoss = losses[i] }, validated: true));
            Assert.True(schedule.OnStep(new TrainingProgress { Step = i + 1, ValidationLoss = losses[i] }, validated: false));
            Assert.Equal(rates[i], schedule.LearningRate(i));
        }

        Assert.Equal(3, schedule.Best);
    }

    [Fact]
    public void WrongSchedulesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(1, every: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(1, totalSteps: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(1, totalSteps: 10, rise: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule(1, factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule(-1, 0.5f));
    }
}
