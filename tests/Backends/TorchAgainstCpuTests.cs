using System.IO;
using System.Linq;
using System.Numerics.Tensors;
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
