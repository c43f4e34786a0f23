using ModelGen.Models.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>Convolutions, pools and norms over channels: outputs, losses and gradients of the CPU target.</summary>
public class TorchWindowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Images(int batch)
    {
        TorchWindows model = new(seed: 1);
        using TorchWindows.Torch module = TorchWindows.Torch.From(model);
        float[] x = Agreement.Random(2, batch, 4, 9, 7), y = Agreement.Random(3, batch, 3);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(x, [batch, 4, 9, 7]), target = torch.tensor(y, [batch, 3]);
        Agreement.Names(model.Store, module);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(x, [batch, 4, 9, 7]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(x, [batch, 4, 9, 7]), new(y, [batch, 3])), () => module.ComputeLoss(input, target).backward());
    }

    [Fact]
    public void RunningStatisticsMoveInTrainingAndAreUsedInPrediction()
    {
        TorchNormed model = new(seed: 4);
        using TorchNormed.Torch module = TorchNormed.Torch.From(model);
        using DisposeScope scope = torch.NewDisposeScope();
        for (int batch = 1; batch < 6; batch++) // one example: features have one value
        {
            float[] x = Agreement.Random(batch, batch, 7, 6), y = Agreement.Random(batch + 10, batch, 2);
            torch.Tensor input = torch.tensor(x, [batch, 7, 6]), target = torch.tensor(y, [batch, 2]);
            module.train();
            module.zero_grad();
            int size = batch;
            Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(x, [size, 7, 6]), new(y, [size, 2])), () => module.ComputeLoss(input, target).backward());
            Agreement.States(model.Store, module.ToModel().Store);
            Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(x, [size, 7, 6]))), 1e-4, "output");
            Assert.True(module.training);
            Agreement.States(model.Store, module.ToModel().Store);
        }

        using TorchNormed.Torch copy = TorchNormed.Torch.From(module.ToModel());
        Agreement.Names(model.Store, copy);
        Agreement.States(model.Store, copy.ToModel().Store);
        using System.IO.MemoryStream file = new();
        module.SaveSafetensors(file);
        file.Position = 0;
        using TorchNormed.Torch loaded = new(seed: 5);
        loaded.LoadSafetensors(file);
        Agreement.States(model.Store, loaded.ToModel().Store);
    }

    [Fact]
    public void RunningStatisticsHave32BitsBesideParametersOf16()
    {
        using TorchResidualCnn.Torch module = new(dtype: torch.ScalarType.BFloat16, seed: 6);
        Assert.Equal(torch.ScalarType.Float32, module.state_dict()["branch.bn1.running_var"].dtype);
        Assert.Equal(torch.ScalarType.BFloat16, module.state_dict()["branch.bn1.weight"].dtype);
        using torch.optim.Optimizer optimizer = torch.optim.AdamW(module.parameters(), 1e-2);
        using torch.Tensor x = torch.tensor(Agreement.Random(7, 8, 3, 8, 8), [8, 3, 8, 8]), labels = torch.tensor(new[] { 0, 1, 2, 3, 3, 2, 1, 0 }, [8]);
        float first = module.TrainingStep(x, labels, optimizer), last = first;
        for (int i = 0; i < 30; i++)
        {
            last = module.TrainingStep(x, labels, optimizer);
        }

        Assert.InRange(last, 0, first / 2);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(9)]
    [InlineData(3)]
    public void PaddedWindowsOverTime(int length)
    {
        TorchScan model = new(seed: 8);
        using TorchScan.Torch module = TorchScan.Torch.From(model);
        int[] ids = Values.Ids(4 * length, 20, seed: 9), labels = [0, 2, 1, 2];
        ids.AsPadded(length, [length, length / 2, 0, length]);
        ids[^(length - 1)] = 0; // padding in the middle
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(ids, [4, length]);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(ids, [4, length]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(ids, [4, length]), new(labels, [4])), () => module.ComputeLoss(input, torch.tensor(labels, [4])).backward());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(4)]
    public void WindowsOverTime(int length)
    {
        TorchSamples model = new(seed: 10);
        using TorchSamples.Torch module = TorchSamples.Torch.From(model);
        float[] x = Agreement.Random(11, 3, length, 4), y = Agreement.Random(12, 3, 6);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(x, [3, length, 4]);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(x, [3, length, 4]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(x, [3, length, 4]), new(y, [3, 6])), () => module.ComputeLoss(input, torch.tensor(y, [3, 6])).backward());
    }

    [Fact]
    public void ASequenceThatIsShorterThanAWindowIsRefused()
    {
        using TorchTextCnn.Torch module = new();
        using torch.Tensor ids = torch.tensor(new[] { 1, 2, 3, 4 }, [1, 4]);
        ShapeMismatchException fault = Assert.Throws<ShapeMismatchException>(() => module.Predict(ids));
        Assert.Contains("Conv1d(12)", fault.Message);
        Assert.Contains("at least 5 steps", fault.Message);
    }
}
