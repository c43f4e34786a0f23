using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>A trainer of a model that keeps parameters and optimizer to itself.</summary>
public class SessionTests
{
    [Fact]
    public void AnUpdateIsGradientsThenClippingThenRateThenUpdate()
    {
        Recorder session = new();
        Trainer<float, float> trainer = new(session, new TrainerOptions { Accumulation = 2, ClipNorm = 3, Schedule = new ConstantSchedule(0.5f) });
        Assert.Equal(4, trainer.Step(default, default));
        Assert.Equal(4, trainer.Step(default, default));
        trainer.Step(default, default);
        Assert.Equal(["zero", "gradients 0.5", "gradients 0.5", "clip 3", "rate 0.5", "update", "gradients 0.5"], session.Calls);
        Assert.Equal((1, 4, 2), (trainer.Steps, trainer.Loss, trainer.GradientNorm));
    }

    /// <summary>Batches of 1, 1 and 4 targets: the gradients that wait are a quarter of the last one's.</summary>
    [Fact]
    public void BatchesOfOneUpdateCountByTheirTargets()
    {
        Recorder session = new();
        Trainer<float, float> trainer = new(session, new TrainerOptions { Accumulation = 3 });
        foreach (int targets in new[] { 1, 1, 4 }) trainer.Step(default, new(new float[targets], [targets]));
        Assert.Equal(["zero", "gradients 0.33333334", "gradients 0.33333334", "scale 0.25", "gradients 0.33333334", "scale 2", "update"], session.Calls);
    }

    [Fact]
    public void NoUpdateAfterANormThatIsNotFinite()
    {
        Recorder session = new() { Norm = float.NaN };
        Trainer<float, float> trainer = new(session, new TrainerOptions { ClipNorm = 1 });
        Assert.Throws<TrainingDivergedException>(() => trainer.Step(default, default));
        Assert.DoesNotContain("update", session.Calls);
        session.Norm = 1;
        trainer.Step(default, default);
        Assert.Equal(["zero", "gradients 1", "clip 1", "zero", "gradients 1", "clip 1", "update"], session.Calls);
    }

    [Fact]
    public void WhatNeedsAStoreSaysSo()
    {
        Trainer<float, float> trainer = new(new Recorder());
        Assert.Throws<InvalidOperationException>(() => trainer.Model);
        Assert.Throws<InvalidOperationException>(() => trainer.Optimizer);
        Assert.Throws<InvalidOperationException>(() => Checkpoint.Save("never.safetensors", trainer));
    }

    /// <summary>A session that shows no outputs: what helps is said.</summary>
    [Fact]
    public void MetricsOfASessionSayHowElseToMeasure()
    {
        TensorDataset<float, float> data = new(new ReadOnlyTensorSpan<float>([1, 2], [2, 1]), new ReadOnlyTensorSpan<float>([1, 2], [2, 1]), batch: 2);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new Trainer<float, float>(new Recorder()).Fit(data, new FitOptions<float, float> { Epochs = 1, Metrics = [Metrics.MeanAbsoluteError] }));
        Assert.Contains("Recorder does not show: implement IMeasurableSession, or leave Metrics out and measure with Evaluate", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Recorder : ITrainingSession<float, float>
    {
        private float _rate = 1;

        public List<string> Calls { get; } = [];

        public float Norm { get; set; } = 2;

        public float LearningRate
        {
            get => _rate;
            set
            {
                _rate = value;
                Calls.Add(FormattableString.Invariant($"rate {value}"));
            }
        }

        public void ZeroGradients() => Calls.Add("zero");

        public float ComputeGradients(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> target, float scale)
        {
            Calls.Add(FormattableString.Invariant($"gradients {scale}"));
            return 4;
        }

        public void ScaleGradients(float factor) => Calls.Add(FormattableString.Invariant($"scale {factor}"));

        public float ClipGradients(float maximumNorm)
        {
            Calls.Add(FormattableString.Invariant($"clip {maximumNorm}"));
            return Norm;
        }

        public void Update() => Calls.Add("update");

        public float ComputeLoss(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> target) => 4;
    }
}
