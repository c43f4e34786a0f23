using System;
using System.IO;
using ModelGen.Data;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class CheckpointTests
{
    [Theory]
    [InlineData("adamw")]
    [InlineData("adamw8")]
    [InlineData("adam")]
    [InlineData("sgd")]
    [InlineData("nesterov")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    [InlineData("lion")]
    public void ResumedTrainingIsBitIdentical(string optimizer)
    {
        using TemporaryFolder folder = new();
        string path = folder["c.safetensors"];
        (Trainer<float, int> straight, TensorDataset<float, int> data) = Make(optimizer, seed: 3);
        straight.Fit(data, new FitOptions<float, int> { Steps = 23, CheckpointPath = path, CheckpointEvery = 13 });

        // Another seed: everything must come from the file. 13 steps of 2 batches end inside an epoch of 8 batches.
        (Trainer<float, int> first, TensorDataset<float, int> firstData) = Make(optimizer, seed: 3);
        first.Fit(firstData, new FitOptions<float, int> { Steps = 13, CheckpointPath = path });
        (Trainer<float, int> second, TensorDataset<float, int> secondData) = Make(optimizer, seed: 4);
        second.Model.RandomState = 1;
        Checkpoint.Load(path, second, secondData);
        Assert.Equal(13, second.Steps);
        second.Fit(secondData, new FitOptions<float, int> { Steps = 23 });

        Assert.Equal(straight.Model.Store.Values, second.Model.Store.Values);
        Assert.Equal(straight.Model.RandomState, second.Model.RandomState);
        Assert.Equal(straight.Loss, second.Loss);
    }

    [Fact]
    public void ACheckpointIsAWeightFile()
    {
        (Trainer<float, int> trainer, TensorDataset<float, int> data) = Make("adamw", seed: 3);
        trainer.Fit(data, new FitOptions<float, int> { Steps = 2 });
        MemoryStream stream = Saved(trainer);
        ReferenceMlp other = new(seed: 9);
        WeightFile.Load(other.Store, stream);
        Assert.Equal(trainer.Model.Store.Values, other.Store.Values);
    }

    [Fact]
    public void AWeightFileIsNoCheckpoint()
    {
        (Trainer<float, int> trainer, _) = Make("adamw", seed: 3);
        MemoryStream stream = new();
        WeightFile.Save(trainer.Model.Store, stream);
        stream.Position = 0;
        Assert.Contains("no training state", Assert.Throws<WeightFormatException>(() => Checkpoint.Load(stream, trainer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherOptimizerIsRefused()
    {
        (Trainer<float, int> trainer, _) = Make("adamw", seed: 3);
        (Trainer<float, int> other, _) = Make("sgd", seed: 3);
        string message = Assert.Throws<WeightFormatException>(() => Checkpoint.Load(Saved(trainer), other)).Message;
        Assert.Contains("optimizer AdamW, this trainer has Sgd", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedCheckpointChangesNothing()
    {
        (Trainer<float, int> trainer, TensorDataset<float, int> data) = Make("adamw", seed: 3);
        trainer.Fit(data, new FitOptions<float, int> { Steps = 2 });
        byte[] whole = Saved(trainer).ToArray();
        trainer.Fit(data, new FitOptions<float, int> { Steps = 4 });
        float[] weights = trainer.Model.Store.Values.ToArray(), moments = trainer.Optimizer.States[0].Values.ToArray();
        ulong random = trainer.Model.RandomState;
        DataPosition position = data.Position;

        for (int cut = 0; cut < whole.Length; cut += 97)
            Assert.Throws<WeightFormatException>(() => Checkpoint.Load(new MemoryStream(whole[..cut]), trainer, data));
        string text = System.Text.Encoding.Latin1.GetString(whole);
        foreach ((string from, string to) in new[] { ("modelgen.steps\":\"2", "modelgen.steps\":\"x"), ("optimizer.m.fc1.bias", "optimizer.m.fc9.bias"), ("checkpoint\":\"1", "checkpoint\":\"7") })
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            byte[] damaged = System.Text.Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
            Assert.Throws<WeightFormatException>(() => Checkpoint.Load(new MemoryStream(damaged), trainer, data));
        }

        Assert.Equal(weights, trainer.Model.Store.Values);
        Assert.Equal(moments, trainer.Optimizer.States[0].Values);
        Assert.Equal((random, position, 4), (trainer.Model.RandomState, data.Position, trainer.Steps));
        Checkpoint.Load(new MemoryStream(whole), trainer, data);
        Assert.Equal(2, trainer.Steps);
    }

    [Fact]
    public void SavingInsideAnUpdateIsRefused()
    {
        (Trainer<float, int> trainer, TensorDataset<float, int> data) = Make("adamw", seed: 3);
        Batch<float, int> batch = new();
        data.Next(batch);
        trainer.Step(batch.InputTensor, batch.TargetTensor);
        Assert.Contains("between updates", Assert.Throws<InvalidOperationException>(() => Saved(trainer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CancellationWritesACheckpoint()
    {
        using TemporaryFolder folder = new();
        (Trainer<float, int> trainer, TensorDataset<float, int> data) = Make("adamw", seed: 3);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(data, new FitOptions<float, int> { Steps = 9, CheckpointPath = folder["c"] }, new System.Threading.CancellationToken(true)));
        Assert.Equal(["c"], folder.Files);
    }

    private static MemoryStream Saved(Trainer<float, int> trainer)
    {
        MemoryStream stream = new();
        Checkpoint.Save(stream, trainer);
        stream.Position = 0;
        return stream;
    }

    private static (Trainer<float, int> Trainer, TensorDataset<float, int> Data) Make(string optimizer, ulong seed)
    {
        ReferenceMlp model = new(seed, dropout: 0.3);
        ParameterStore store = model.Store;
        Optimizer made = optimizer switch
        {
            "adamw" => new AdamW(store, 0.01f, decays: Optimizer.MatricesOnly),
            "adamw8" => new AdamW8Bit(store, 0.01f, decays: Optimizer.MatricesOnly),
            "adam" => new Adam(store, 0.01f),
            "sgd" => new Sgd(store, 0.05f),
            "rmsprop" => new RmsProp(store, momentum: 0.5f, centered: true),
            "adagrad" => new Adagrad(store, rateDecay: 0.01f, initialSum: 0.1f),
            "lion" => new Lion(store, weightDecay: 0.1f),
            _ => new Sgd(store, 0.05f, momentum: 0.9f, nesterov: true),
        };
        TrainerOptions options = new() { Schedule = new WarmupCosineSchedule(0.02f, 5, 23), ClipNorm = 1, Accumulation = 2 };
        return (new Trainer<float, int>(model, made, options), ToyData.Make(64, batch: 8, seed: 7));
    }
}
