using System;
using System.Linq;
using System.Threading;
using ModelGen.Data;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class EpochTests
{
    // allennlp#4567: what is not asked for is not left out.
    [Fact]
    public void ValidationIsOfTheWholeSet()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, learningRate: 0));
        TensorDataset<float, int> heldOut = ToyData.Make(100, batch: 1, shuffle: false);
        float whole = trainer.Evaluate(ToyData.Make(100, batch: 100)), part = trainer.Evaluate(heldOut, batches: 20);
        TrainingProgress last = trainer.Fit(ToyData.Make(8), new FitOptions<float, int> { Steps = 1, Validation = heldOut });
        Assert.Equal(whole, last.ValidationLoss!.Value, 1e-5f);
        Assert.NotEqual(whole, part, 1e-3f);
    }

    public static TheoryData<string> Sources => ["known", "unknown", "endless", "fetched ahead"];

    [Theory]
    [MemberData(nameof(Sources))]
    public void AnEpochIsMeasuredWhole(string kind)
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, learningRate: 0.1f));
        TensorDataset<float, int> data = ToyData.Make(37, batch: 10);
        using PrefetchSource<float, int> ahead = new(ToyData.Make(37, batch: 10));
        IDataSource<float, int> source = kind switch { "known" => data, "unknown" => new Silent(data), "endless" => new Endless(data), _ => ahead };
        TrainingHistory history = new();
        TrainingProgress last = trainer.Fit(source, new FitOptions<float, int> { Epochs = 3, Validation = ToyData.Make(20, seed: 8), Callbacks = [history] });
        Assert.Equal(12, last.Step);
        Assert.Equal(12, last.Steps);
        Assert.Equal((3, 3), (last.Epoch, last.Epochs));
        Assert.Equal(3, trainer.Epochs);
        Assert.Equal([1, 2, 3], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal([4, 8, 12], history.Validations.Select(progress => progress.Step));
        Assert.Equal([4, 8, 12], history.Epochs.Select(epoch => epoch.Step));
        Assert.Equal(12, history.Steps.Count);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            // The last batch has 7 examples.
            float[] losses = [.. history.Steps.Skip(4 * epoch).Take(4).Select(step => step.Loss)];
            Assert.Equal((10 * (losses[0] + losses[1] + losses[2]) + (7 * losses[3])) / 37, history.Epochs[epoch].Loss, 1e-5f);
            Assert.Equal(history.Validations[epoch].ValidationLoss, history.Epochs[epoch].ValidationLoss);
            Assert.Equal(history.Epochs[epoch].Loss, history.Validations[epoch].EpochLoss);
        }

        Assert.True(history.Epochs[2].Loss < history.Epochs[0].Loss);
        Assert.StartsWith("epoch", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEpochMayEndInTheMiddleOfAnUpdate()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, learningRate: 0), new TrainerOptions { Accumulation = 3 });
        TrainingHistory history = new();
        float whole = trainer.Evaluate(ToyData.Make(40, batch: 10));
        TrainingProgress last = trainer.Fit(ToyData.Make(40, batch: 10), new FitOptions<float, int> { Epochs = 3, Callbacks = [history] });
        Assert.Equal(4, last.Step);
        Assert.Equal(3, history.Epochs.Count);
        Assert.All(history.Epochs, epoch => Assert.Equal(whole, epoch.Loss, 1e-5f));
    }

    [Fact]
    public void AResumedEpochHasTheMeanOfAllItsBatches()
    {
        using TemporaryFolder folder = new();
        string path = folder["run.safetensors"];
        (ReferenceMlp straight, ReferenceMlp resumed) = (new(), new());
        TrainingHistory expected = new(), found = new();
        FitOptions<float, int> options = new() { Epochs = 3, CheckpointPath = path };
        new Trainer<float, int>(straight, new Adam(straight.Store)).Fit(ToyData.Make(40), options with { CheckpointPath = null, Callbacks = [expected] });

        Trainer<float, int> first = new(resumed, new Adam(resumed.Store));
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => first.Fit(ToyData.Make(40), options with { Callbacks = [new CancelAt(7, source)] }, source.Token));
        ReferenceMlp other = new(seed: 5);
        Trainer<float, int> second = new(other, new Adam(other.Store));
        TensorDataset<float, int> data = ToyData.Make(40);
        Checkpoint.Load(path, second, data);
        Assert.Equal(1, second.Epochs);
        second.Fit(data, options with { Callbacks = [found] });
        Assert.Equal(straight.Store.Values, other.Store.Values);
        Assert.Equal(expected.Epochs.Skip(1).Select(epoch => (epoch.Epoch, epoch.Loss)), found.Epochs.Select(epoch => (epoch.Epoch, epoch.Loss)));
    }

    [Fact]
    public void TheBestWeightsAreSaved()
    {
        using TemporaryFolder folder = new();
        string path = folder["best.safetensors"];
        ReferenceMlp model = new(), best = new(seed: 9);
        BestCheckpoint checkpoint = new(path);
        TrainingHistory history = new();
        // A rate at which the loss rises again.
        Trainer<float, int> trainer = new(model, new Adam(model.Store, 0.05f));
        TensorDataset<float, int> heldOut = ToyData.Make(40, seed: 8);
        trainer.Fit(ToyData.Make(32), new FitOptions<float, int> { Epochs = 30, Validation = heldOut, Callbacks = [checkpoint, history] });
        EpochResult lowest = history.Epochs.MinBy(epoch => epoch.ValidationLoss)!;
        Assert.Equal(lowest.Step, checkpoint.BestStep);
        Assert.Equal((double)lowest.ValidationLoss!.Value, checkpoint.Best);
        Assert.NotEqual(30, lowest.Epoch);
        WeightFile.Load(best.Store, path);
        Assert.Equal(lowest.ValidationLoss.Value, new Trainer<float, int>(best, new Sgd(best.Store)).Evaluate(heldOut), 1e-6f);
    }

    [Fact]
    public void OptionsThatCannotBeAreRefused()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store));
        Refused("set Epochs, or Steps", new FitOptions<float, int>());
        Refused("does not show", new FitOptions<float, int> { Epochs = 1, Metrics = [Metrics.Accuracy] });
        Refused("Two metrics are called 'accuracy'", new FitOptions<float, int> { Epochs = 1, Metrics = [Metrics.Accuracy, Metrics.Accuracy] });
        Refused("BestCheckpoint acts on the validation loss, and there is no Validation", new FitOptions<float, int> { Epochs = 1, Callbacks = [new BestCheckpoint("x")] });
        Assert.Equal(0, trainer.Steps);
        trainer.Fit(ToyData.Make(8), new FitOptions<float, int> { Epochs = 2 });
        Refused("2 have ended already", new FitOptions<float, int> { Epochs = 2 });

        void Refused(string why, FitOptions<float, int> options) =>
            Assert.Contains(why, Assert.Throws<ArgumentException>(() => trainer.Fit(ToyData.Make(8), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneLineTrains()
    {
        ReferenceMlp model = new();
        TrainingHistory history = model.Fit(ToyData.Make(64), epochs: 4, validation: ToyData.Make(40, seed: 8), learningRate: 0.01f, callbacks: []);
        Assert.Equal(4, history.Epochs.Count);
        Assert.True(history.Epochs[3].ValidationLoss < history.Epochs[0].ValidationLoss);
    }

    private sealed class CancelAt(long step, CancellationTokenSource source) : ITrainingCallback
    {
        public bool OnStep(in TrainingProgress progress, bool validated)
        {
            if (progress.Step == step) source.Cancel();
            return true;
        }
    }

    private class Silent(IDataSource<float, int> source) : IDataSource<float, int>
    {
        public DataPosition Position
        {
            get => source.Position;
            set => source.Position = value;
        }

        public virtual bool Next(Batch<float, int> batch) => source.Next(batch);
    }

    private sealed class Endless(TensorDataset<float, int> source) : Silent(source), IDataSource<float, int>
    {
        public long? BatchesPerEpoch => source.BatchesPerEpoch;

        public override bool Next(Batch<float, int> batch) => base.Next(batch) || base.Next(batch);
    }
}
