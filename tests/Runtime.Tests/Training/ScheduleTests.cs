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
}
