using ModelGen.Equality;
using ModelGen.Models.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>Running statistics, and windows that do not fit.</summary>
public class TorchWindowTests
{
    [Fact]
    public void RunningStatisticsMoveInTrainingAndAreUsedInPrediction()
    {
        Normed model = new(seed: 4);
        using Normed.Torch module = Normed.Torch.From(model);
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

        using Normed.Torch copy = Normed.Torch.From(module.ToModel());
        Agreement.Names(model.Store, copy);
        Agreement.States(model.Store, copy.ToModel().Store);
        using System.IO.MemoryStream file = new();
        module.SaveSafetensors(file);
        file.Position = 0;
        using Normed.Torch loaded = new(seed: 5);
        loaded.LoadSafetensors(file);
        Agreement.States(model.Store, loaded.ToModel().Store);
    }

    [Fact]
    public void RunningStatisticsHave32BitsBesideParametersOf16()
    {
        using GoldenResidualCnn.Torch module = new(dtype: torch.ScalarType.BFloat16, seed: 6);
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

    [Fact]
    public void ASequenceThatIsShorterThanAWindowIsRefused()
    {
        using GoldenTextCnn.Torch module = new();
        using torch.Tensor ids = torch.tensor(new[] { 1, 2, 3, 4 }, [1, 4]);
        ShapeMismatchException fault = Assert.Throws<ShapeMismatchException>(() => module.Predict(ids));
        Assert.Contains("Conv1d(12)", fault.Message);
        Assert.Contains("at least 5 steps", fault.Message);
    }
}
