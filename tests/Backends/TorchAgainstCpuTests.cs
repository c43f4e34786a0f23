using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Equality;
using ModelGen.Training;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>Training and weight files of the CPU target; outputs and gradients of all layers: <see cref="Equality.EqualityTests"/>.</summary>
public class TorchAgainstCpuTests
{
    [Fact]
    public void TenStepsOfTraining()
    {
        GoldenGpt model = new(seed: 7);
        using GoldenGpt.Torch module = GoldenGpt.Torch.From(model);
        AdamW own = new(model.Store, learningRate: 1e-2f, weightDecay: 0.1f);
        using torch.optim.Optimizer theirs = torch.optim.AdamW(module.parameters(), 1e-2, weight_decay: 0.1);
        TrainerOptions options = new() { ClipNorm = 1, Accumulation = 2, Schedule = new WarmupCosineSchedule(1e-2f, 2, 10, 1e-3f) };
        Trainer<int, int> cpu = new(model, own, options);
        Trainer<int, int> libtorch = new(module.TrainWith(theirs), options);
        for (int i = 0; i < 20; i++)
        {
            int[] ids = Values.Ids(4 * 17, 61, seed: i / 4);
            float expected = cpu.Step(new(ids[..64], [4, 16]), new(ids[4..], [4, 16]));
            float loss = libtorch.Step(new(ids[..64], [4, 16]), new(ids[4..], [4, 16]));
            Assert.Equal(expected, loss, 1e-3f);
            Assert.Equal(cpu.GradientNorm, libtorch.GradientNorm, 1e-2f);
        }

        Assert.Equal(cpu.Steps, libtorch.Steps);
    }

    /// <summary>Of training and of held-out data, by the library's Trainer.</summary>
    [Fact]
    public void MetricsOfASession()
    {
        GoldenGpt model = new(seed: 7);
        using GoldenGpt.Torch module = GoldenGpt.Torch.From(model);
        using torch.optim.Optimizer theirs = torch.optim.AdamW(module.parameters(), 1e-2, weight_decay: 0.1);
        EpochResult expected = Last(new Trainer<int, int>(model, new AdamW(model.Store, learningRate: 1e-2f, weightDecay: 0.1f)));
        EpochResult actual = Last(new Trainer<int, int>(module.TrainWith(theirs)));
        foreach (string metric in new[] { "accuracy", "first" })
        {
            Assert.Equal(expected.Metrics[metric], actual.Metrics[metric], 1e-3);
            Assert.Equal(expected.ValidationMetrics[metric], actual.ValidationMetrics[metric], 1e-3);
        }

        static EpochResult Last(Trainer<int, int> trainer)
        {
            TrainingHistory history = new();
            trainer.Fit(Data(1), new FitOptions<int, int> { Epochs = 2, Validation = Data(2), Metrics = [Metrics.Accuracy, new("first", (output, target) => output[0])], Callbacks = [history] });
            return history.Epochs[^1];
        }

        static TensorDataset<int, int> Data(int seed) => new(new(Values.Ids(5 * 16, 61, seed), [5, 16]), new(Values.Ids(5 * 16, 61, seed + 10), [5, 16]), batch: 2, seed: 4);
    }

    /// <summary>Classes weigh in metrics as they do in the loss.</summary>
    [Fact]
    public void MetricsOfASessionHaveTheWeightsOfClasses()
    {
        Equality.WeightedTagger model = new(seed: 7);
        using Equality.WeightedTagger.Torch module = Equality.WeightedTagger.Torch.From(model);
        using torch.optim.Optimizer theirs = torch.optim.SGD(module.parameters(), 0);
        Closeness.SameClassWeights(model, module.TrainWith(theirs));
        Measurement expected = new Trainer<int, int>(model, new Sgd(model.Store, 0)).Measure(Data(), [Metrics.Accuracy]);
        Measurement actual = new Trainer<int, int>(module.TrainWith(theirs)).Measure(Data(), [Metrics.Accuracy]);
        Assert.Equal(expected.Loss, actual.Loss, 1e-5f);
        Assert.Equal(expected.Metrics["accuracy"], actual.Metrics["accuracy"], 1e-9);

        static TensorDataset<int, int> Data() => new(new(Values.Ids(5 * 16, 19, 3), [5, 16]), new(Values.Ids(5 * 16, 4, 5), [5, 16]), batch: 2);
    }

    [Fact]
    public void WeightFilesAreTheSame()
    {
        GoldenGpt model = new(seed: 11);
        using GoldenGpt.Torch module = GoldenGpt.Torch.From(model);
        using MemoryStream expected = new();
        using MemoryStream actual = new();
        model.Save(expected);
        module.SaveSafetensors(actual);
        Assert.Equal(expected.ToArray(), actual.ToArray());

        using GoldenGpt.Torch other = new(seed: 12);
        expected.Position = 0;
        other.LoadSafetensors(expected);
        Assert.Equal(model.Store.Values.ToArray(), other.ToModel().Store.Values.ToArray());
        Assert.Equal(model.Store.Parameters.Select(parameter => parameter.Name).Order(), module.state_dict().Keys.Order());
    }
}
