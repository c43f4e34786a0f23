using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Models.Tests;
using ModelGen.Training;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>The same numbers as the CPU target.</summary>
public class TorchAgainstCpuTests
{
    [Fact]
    public void PaddedEncoder()
    {
        TorchEncoder model = new(seed: 3);
        using TorchEncoder.Torch module = TorchEncoder.Torch.From(model);
        int[] ids = Values.Ids(3 * 10, 40, seed: 1);
        ids.AsPadded(10, [4, 10, 0]);
        int[] labels = [0, 2, 1];
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(ids, [3, 10]);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(ids, [3, 10]))), 1e-4, "output");
        float expected = model.ComputeLoss(new(ids, [3, 10]), new(labels, [3]));
        Assert.Equal(expected, module.ComputeLoss(input, torch.tensor(labels, [3])).item<float>(), 1e-4f);
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(ids, [3, 10]), new(labels, [3])), () => module.ComputeLoss(input, torch.tensor(labels, [3])).backward());
    }

    [Fact]
    public void PaddedTagger()
    {
        TorchTagger model = new(seed: 5);
        using TorchTagger.Torch module = TorchTagger.Torch.From(model);
        int[] ids = Values.Ids(3 * 8, 40, seed: 2);
        ids.AsPadded(8, [8, 3, 0]);
        int[] tags = Values.Ids(3 * 8, 6, seed: 4);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(ids, [3, 8]);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(ids, [3, 8]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(ids, [3, 8]), new(tags, [3, 8])), () => module.ComputeLoss(input, torch.tensor(tags, [3, 8])).backward());
    }

    [Fact]
    public void TenStepsOfTraining()
    {
        TorchGpt model = new(seed: 7);
        using TorchGpt.Torch module = TorchGpt.Torch.From(model);
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

    [Fact]
    public void WeightFilesAreTheSame()
    {
        TorchGpt model = new(seed: 11);
        using TorchGpt.Torch module = TorchGpt.Torch.From(model);
        using MemoryStream expected = new();
        using MemoryStream actual = new();
        model.Save(expected);
        module.SaveSafetensors(actual);
        Assert.Equal(expected.ToArray(), actual.ToArray());

        using TorchGpt.Torch other = new(seed: 12);
        expected.Position = 0;
        other.LoadSafetensors(expected);
        Assert.Equal(model.Store.Values.ToArray(), other.ToModel().Store.Values.ToArray());
        Assert.Equal(model.Store.Parameters.Select(parameter => parameter.Name).Order(), module.state_dict().Keys.Order());
    }
}
