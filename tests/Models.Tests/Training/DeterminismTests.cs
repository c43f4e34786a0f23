using System;
using System.IO;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Training;

/// <summary>The same seed gives the same weights, bit for bit: whatever the number of threads, and through a checkpoint in the middle.</summary>
[Collection(Alone.Name)]
public class DeterminismTests
{
    private const int Steps = 20;
    private static readonly int[] s_text = RandomValues.Ids(2000, 29);

    [Fact]
    public void GptWithDropoutOnAnyNumberOfThreads() => SameOnAnyTeam(() => Train(new NoisyGpt(7), Tokens(), Steps).Store);

    [Fact]
    public void LlamaOnAnyNumberOfThreads() => SameOnAnyTeam(() => Train(new PlainLlama(7), Tokens(), Steps).Store);

    [Fact]
    public void PerceptronOnAnyNumberOfThreads() => SameOnAnyTeam(() => Train(new Perceptron(7), Images(), Steps).Store);

    [Fact]
    public void GptThroughACheckpoint() => SameThroughACheckpoint(() => new NoisyGpt(7), other: () => new NoisyGpt(8), Tokens);

    [Fact]
    public void PerceptronThroughACheckpoint() => SameThroughACheckpoint(() => new Perceptron(7), other: () => new Perceptron(8), Images);

    [Fact]
    public void AnotherSeedGivesOtherWeightsAndOtherDropout()
    {
        Assert.NotEqual(new NoisyGpt(1).Store.Values.ToArray(), new NoisyGpt(2).Store.Values.ToArray());

        (NoisyGpt one, NoisyGpt other) = (new(1), new(1));
        other.RandomState = 99;
        Assert.NotEqual(Train(one, Tokens(), 1).Store.Values.ToArray(), Train(other, Tokens(), 1).Store.Values.ToArray());
    }

    private static void SameOnAnyTeam(Func<ParameterStore> train)
    {
        float[] expected = On(1, train);
        Assert.All(expected, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(expected, On(2, train));
        Assert.Equal(expected, On(4, train));
    }

    private static float[] On(int threads, Func<ParameterStore> train)
    {
        ThreadTeam before = ThreadTeam.Shared;
        using var team = new ThreadTeam(threads);
        ThreadTeam.Shared = team;
        try
        {
            return train().Values.ToArray();
        }
        finally
        {
            ThreadTeam.Shared = before;
        }
    }

    private static void SameThroughACheckpoint<TInput, TTarget>(
        Func<ITrainable<TInput, TTarget>> create,
        Func<ITrainable<TInput, TTarget>> other,
        Func<IDataSource<TInput, TTarget>> data)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        float[] expected = Train(create(), data(), Steps).Store.Values.ToArray();

        using var file = new MemoryStream();
        ITrainable<TInput, TTarget> first = create();
        Trainer<TInput, TTarget> interrupted = Start(first);
        interrupted.Fit(data(), new() { Steps = 9 });
        Checkpoint.Save(file, interrupted);

        file.Position = 0;
        ITrainable<TInput, TTarget> second = other();
        Trainer<TInput, TTarget> resumed = Start(second);
        IDataSource<TInput, TTarget> rest = data();
        Checkpoint.Load(file, resumed, rest);
        resumed.Fit(rest, new() { Steps = Steps });

        Assert.NotEqual(expected, first.Store.Values.ToArray());
        Assert.Equal(expected, second.Store.Values.ToArray());
    }

    private static ITrainable<TInput, TTarget> Train<TInput, TTarget>(ITrainable<TInput, TTarget> model, IDataSource<TInput, TTarget> data, int steps)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        Start(model).Fit(data, new() { Steps = steps });
        return model;
    }

    private static Trainer<TInput, TTarget> Start<TInput, TTarget>(ITrainable<TInput, TTarget> model)
        where TInput : unmanaged
        where TTarget : unmanaged =>
        new(model, new AdamW(model.Store, learningRate: 3e-3f), new() { ClipNorm = 0.5f, Schedule = new WarmupCosineSchedule(3e-3f, 4, Steps) });

    private static TokenDataset Tokens() => new(s_text, context: 32, batch: 5, seed: 3);

    private static IDataSource<float, float> Images() => new ImageSource();

    /// <summary>Random images and targets.</summary>
    private sealed class ImageSource : IDataSource<float, float>
    {
        public DataPosition Position { get; set; } = new(1, 0);

        public bool Next(Batch<float, float> batch)
        {
            Position = Position with { Calls = Position.Calls + 1 };
            batch.Resize([33, 3, 4, 5], [33, 10]);
            RandomValues.Centred(batch.Input.Length, (ulong)(2 * Position.Calls)).CopyTo(batch.Input);
            RandomValues.Centred(batch.Target.Length, (ulong)(2 * Position.Calls) + 1).CopyTo(batch.Target);
            return true;
        }
    }
}
