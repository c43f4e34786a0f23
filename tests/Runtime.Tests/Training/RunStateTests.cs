using System;
using System.Collections.Generic;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>What counts and keeps in the course of one run does not reach into another.</summary>
public sealed class RunStateTests
{
    [Fact]
    public void EarlyStoppingStartsAnewWithAnotherModel()
    {
        // keras-team/keras#20521
        EarlyStopping shared = new(patience: 3, restoresBest: true);
        Run(1, shared, steps: 30);
        (float[] weights, long steps) = Run(2, shared, steps: 5);
        EarlyStopping own = new(patience: 3, restoresBest: true);
        (float[] expected, long expectedSteps) = Run(2, own, steps: 5);
        Assert.Equal(expectedSteps, steps);
        Assert.Equal(expected, weights);
        Assert.Equal((own.Best, own.BestStep), (shared.Best, shared.BestStep));
    }

    [Fact]
    public void PlateauScheduleStartsAnewWithAnotherModel()
    {
        PlateauSchedule shared = new(0.05f, factor: 0.5f, patience: 1);
        float[] first = Rates(shared, seed: 1);
        Assert.True(shared.LearningRate(0) < 0.05f);
        Assert.Equal(first, Rates(shared, seed: 1));
    }

    [Fact]
    public void ASecondFitOfTheSameTrainerGoesOn()
    {
        ReferenceMlp model = new();
        EarlyStopping stopping = new(patience: 2);
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, 0.05f));
        FitOptions<float, int> options = new() { Steps = 6, Validation = ToyData.Make(40, seed: 8), ValidationEvery = 1, Callbacks = [stopping] };
        TensorDataset<float, int> data = ToyData.Make(64);
        trainer.Fit(data, options);
        float best = stopping.Best;
        trainer.Fit(data, options with { Steps = 7 });
        Assert.True(stopping.Best <= best && float.IsFinite(best));
    }

    [Fact]
    public void AFitThatWasEndedMayBeAskedForMore()
    {
        ReferenceMlp model = new();
        EarlyStopping stopping = new(patience: 3);
        // A rate of 0: nothing ever improves after the first measurement.
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, 0));
        FitOptions<float, int> options = new() { Steps = 100, Validation = ToyData.Make(40, seed: 8), ValidationEvery = 1, Callbacks = [stopping] };
        Assert.Equal(4, trainer.Fit(ToyData.Make(64), options).Step);
        Assert.Equal(7, trainer.Fit(ToyData.Make(64), options).Step);
    }

    [Fact]
    public void MeasuringLeavesASourceWhereItWas()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store));
        TensorDataset<float, int> data = ToyData.Make(64), same = ToyData.Make(64);
        foreach (IDataSource<float, int> source in new IDataSource<float, int>[] { data, new PrefetchSource<float, int>(ToyData.Make(64)) })
        {
            Batch<float, int> found = new(), expected = new();
            same.Position = ToyData.Make(64).Position;
            for (int call = 0; call < 30; call++)
            {
                if (call % 5 == 3)
                {
                    trainer.Evaluate(source, batches: 2);
                    Evaluate.Classifier<float>((_, output) => output.Fill(0.5f), source, 5);
                }

                Assert.Equal(same.Next(expected), source.Next(found));
                Assert.Equal(expected.Input, found.Input);
            }

            (source as IDisposable)?.Dispose();
        }
    }

    [Fact]
    public void MeasuringTextLeavesItsSourceWhereItWas()
    {
        TokenDataset data = new(new int[500], context: 8, batch: 4, seed: 3);
        Batch<int, int> batch = new();
        for (int i = 0; i < 3; i++) data.Next(batch);
        DataPosition position = data.Position;
        Evaluate.Language(new Uniform(), data, batches: 2);
        Assert.Equal(position, data.Position);
    }

    [Fact]
    public void FitRefusesToWaitForAValidationThatNeverComes()
    {
        ReferenceMlp model = new();
        TensorDataset<float, int> data = ToyData.Make(16), heldOut = ToyData.Make(16, seed: 9);
        FitOptions<float, int> plain = new() { Steps = 10 };
        foreach (ITrainingCallback callback in new ITrainingCallback[] { new EarlyStopping(2), new PlateauSchedule(0.1f) })
        {
            TrainerOptions? schedule = callback is ISchedule made ? new TrainerOptions { Schedule = made } : null;
            IReadOnlyList<ITrainingCallback> callbacks = schedule is null ? [callback] : [];
            Trainer<float, int> trainer = new(model, new Sgd(model.Store), schedule);
            Refused("there is no Validation", plain with { Callbacks = callbacks });
            // Two updates are an epoch: its end is the last measurement.
            Refused("ValidationEvery = 0", plain with { Callbacks = callbacks, Validation = heldOut, ValidationEvery = 0, Steps = 2 });
            Refused("ValidationEvery = 11 of 10 Steps", plain with { Callbacks = callbacks, Validation = heldOut, ValidationEvery = 11 });
            Assert.Equal(0, trainer.Steps);
            trainer.Fit(data, plain with { Callbacks = callbacks, Validation = heldOut, ValidationEvery = 5 });
            Assert.Equal(10, trainer.Steps);

            void Refused(string why, FitOptions<float, int> options) =>
                Assert.Contains(why, Assert.Throws<ArgumentException>(() => trainer.Fit(data, options)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFitToAStepThatIsPastSaysSo()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store));
        TensorDataset<float, int> data = ToyData.Make(16);
        trainer.Fit(data, new FitOptions<float, int> { Steps = 5 });
        foreach (long steps in new[] { 5, 3 })
        {
            string message = Assert.Throws<ArgumentException>(() => trainer.Fit(data, new FitOptions<float, int> { Steps = steps })).Message;
            Assert.Contains($"Fit is to end at step {steps}, and the trainer is at step 5 already", message, StringComparison.Ordinal);
        }
    }

    private static (float[] Weights, long Steps) Run(ulong seed, EarlyStopping stopping, long steps)
    {
        ReferenceMlp model = new(seed);
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, 0.05f));
        trainer.Fit(ToyData.Make(64), new FitOptions<float, int> { Steps = steps, Validation = ToyData.Make(40, seed: 8), ValidationEvery = 1, Callbacks = [stopping] });
        return (model.Store.Values.ToArray(), trainer.Steps);
    }

    private static float[] Rates(PlateauSchedule schedule, ulong seed)
    {
        ReferenceMlp model = new(seed);
        Trainer<float, int> trainer = new(model, new Sgd(model.Store), new TrainerOptions { Schedule = schedule });
        TrainingHistory history = new();
        trainer.Fit(ToyData.Make(16), new FitOptions<float, int> { Steps = 60, Validation = ToyData.Make(40, seed: 8), ValidationEvery = 1, Callbacks = [history] });
        return [.. System.Linq.Enumerable.Select(history.Steps, step => step.LearningRate)];
    }

    private sealed class Uniform : ITrainable<int, int>
    {
        public ParameterStore Store { get; } = new(0, 1);

        public ulong RandomState { get; set; }

        public float ComputeGradients(System.Numerics.Tensors.ReadOnlyTensorSpan<int> input, System.Numerics.Tensors.ReadOnlyTensorSpan<int> target) => 1;

        public float ComputeLoss(System.Numerics.Tensors.ReadOnlyTensorSpan<int> input, System.Numerics.Tensors.ReadOnlyTensorSpan<int> target) => 1;
    }
}
