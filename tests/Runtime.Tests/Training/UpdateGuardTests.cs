using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>An update leaves finite numbers everywhere, or nothing has changed.</summary>
public sealed class UpdateGuardTests
{
    public static TheoryData<string, float> Cases
    {
        get
        {
            TheoryData<string, float> cases = [];
            foreach (string optimizer in Optimizers.Keys)
            {
                foreach (float number in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e19f, 1e25f, -1e38f, float.MaxValue }) cases.Add(optimizer, number);
            }

            return cases;
        }
    }

    private static Dictionary<string, Func<ParameterStore, Optimizer>> Optimizers { get; } = new()
    {
        ["Sgd"] = store => new Sgd(store),
        ["Sgd with momentum"] = store => new Sgd(store, momentum: 0.9f, nesterov: true, weightDecay: 0.1f),
        ["Adam"] = store => new Adam(store),
        ["AdamW"] = store => new AdamW(store, weightDecay: 0.1f),
        ["RmsProp"] = store => new RmsProp(store, momentum: 0.9f, centered: true),
        ["Adagrad"] = store => new Adagrad(store),
        ["Lion"] = store => new Lion(store),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void ABadGradientChangesNothingOrIsBorne(string optimizer, float number)
    {
        (ParameterStore store, Optimizer made) = Make(optimizer);
        store.Parameters[1].Gradient[4] = number;
        Check(store, made, () => made.Step(), mustThrow: !float.IsFinite(number), "w2");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ABadRateChangesNothingOrIsBorne(string optimizer, float rate)
    {
        if (!(rate >= 0)) return; // the setter refuses it
        (ParameterStore store, Optimizer made) = Make(optimizer);
        made.LearningRate = rate;
        Check(store, made, () => made.Step(), mustThrow: !float.IsFinite(rate), "w1");
    }

    [Fact]
    public void ADecayThatMakesValuesGrowIsStoppedBeforeTheyOverflow()
    {
        (ParameterStore store, _) = Make("Sgd");
        Sgd optimizer = new(store, learningRate: 1, weightDecay: 30);
        TrainingDivergedException? error = null;
        for (int i = 0; i < 100 && error is null; i++) error = Record.Exception(() => optimizer.Step()) as TrainingDivergedException;
        Assert.Contains("the value of 'w1' at [0] would be ", error!.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was updated", error.Message, StringComparison.Ordinal);
        foreach (float value in store.Values) Assert.True(float.IsFinite(value));
    }

    [Fact]
    public void ADamagedStatisticStopsACustomLoop()
    {
        ParameterStore store = new(64, 1, buffers: 16);
        store.Add("w", Initializer.Ones, [3]);
        store.AddBuffer("bn.running_var", Initializer.Ones, [3]).Value[2] = float.PositiveInfinity;
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => new Sgd(store).Step());
        Assert.Contains("the value of 'bn.running_var' at [2] is Infinity", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e25f)]
    [InlineData(1e38f)]
    public void AfterTheExceptionTheTrainerIsAsBefore(float number)
    {
        using TemporaryFolder folder = new();
        ReferenceMlp model = new();
        TensorDataset<float, int> data = ToyData.Make(64);
        Trainer<float, int> trainer = new(model, new Adam(model.Store), new TrainerOptions { AverageDecay = 0.9f, Schedule = new ExponentialSchedule(0.01f, 0.9f) });
        trainer.Fit(data, new FitOptions<float, int> { Steps = 5, CheckpointPath = folder["c"] });
        byte[] before = System.IO.File.ReadAllBytes(folder["c"]);

        Batch<float, int> batch = new();
        data.Next(batch);
        DataPosition position = data.Position;
        batch.Input[3] = number;
        if (Record.Exception(() => trainer.Step(batch.InputTensor, batch.TargetTensor)) is not TrainingDivergedException error)
        {
            // This model's tanh bears it.
            Assert.True(float.IsFinite(number));
            Checkpoint.Save(folder["again"], trainer);
            return;
        }

        Assert.Equal(6, error.Step);
        Assert.Contains("the parameters are those of step 5", error.Message, StringComparison.Ordinal);

        model.RandomState = 99;
        for (int i = 0; i < 5; i++) model.RandomState = ModelGen.Cpu.CounterRandom.Derive(model.RandomState, 1);
        data.Position = position with { Calls = position.Calls - 1 };
        Checkpoint.Save(folder["again"], trainer);
        Assert.Equal(before, System.IO.File.ReadAllBytes(folder["again"]));
    }

    [Fact]
    public void NegativeAndMeaninglessRatesAreRefused()
    {
        (ParameterStore store, Optimizer optimizer) = Make("Adam");
        foreach (float rate in new[] { -1e-3f, float.NaN, float.PositiveInfinity })
        {
            Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(store, rate)).ParamName);
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(store, rate));
            Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(rate));
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(store, weightDecay: rate));
        }

        Assert.Equal("beta1", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(store, beta1: float.NaN)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = -1);
    }

    private static (ParameterStore Store, Optimizer Optimizer) Make(string optimizer)
    {
        ParameterStore store = new(100, 1);
        store.Add("w1", Initializer.Normal(1), [21]);
        store.Add("w2", Initializer.Normal(1), [5, 3]);
        Optimizer made = Optimizers[optimizer](store);
        for (int i = 0; i < 3; i++)
        {
            foreach (Parameter parameter in store.Parameters) parameter.Gradient.Fill(0.1f * (i + 1));
            made.Step();
        }

        return (store, made);
    }

    private static void Check(ParameterStore store, Optimizer optimizer, Action step, bool mustThrow, string parameter)
    {
        float[] values = store.Values.ToArray();
        float[][] states = [.. optimizer.States.Select(state => state.Values.ToArray())];
        (long steps, float rate) = (optimizer.Steps, optimizer.LearningRate);
        TrainingDivergedException? error = Record.Exception(step) is { } thrown ? Assert.IsType<TrainingDivergedException>(thrown) : null;
        if (mustThrow) Assert.NotNull(error);
        if (error is null)
        {
            Assert.Equal(steps + 1, optimizer.Steps);
            Assert.True(store.Values.ToArray().Concat(optimizer.States.SelectMany(state => state.Values.ToArray())).All(float.IsFinite));
            return;
        }

        Assert.Equal((parameter, steps + 1), (error.Parameter, error.Step));
        Assert.Equal((steps, rate), (optimizer.Steps, optimizer.LearningRate));
        Assert.Equal(values, store.Values);
        for (int i = 0; i < states.Length; i++) Assert.Equal(states[i], optimizer.States[i].Values);
    }
}
