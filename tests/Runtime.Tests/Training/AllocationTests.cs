using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

[Collection(Alone.Name)]
public sealed class AllocationTests
{
    [Fact]
    public void ATrainingStepAllocatesNothing()
    {
        using ThreadTeam team = new(3);
        ReferenceMlp model = new(dropout: 0.1);
        TensorDataset<float, int> data = ToyData.Make(64, batch: 8);
        TrainerOptions options = new() { ClipNorm = 1, Accumulation = 2, AverageDecay = 0.99f, Schedule = new WarmupCosineSchedule(0.01f, 5, 1000), Team = team };
        Trainer<float, int> trainer = new(model, new AdamW(model.Store, team: team, decays: Optimizer.MatricesOnly), options);
        Batch<float, int> batch = new();
        Assert.Equal(0, Alone.Bytes(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                if (data.Next(batch)) trainer.Step(batch.InputTensor, batch.TargetTensor);
            }
        }));
    }

    [Fact]
    public void OptimizersAllocateNothing()
    {
        using ThreadTeam team = new(2);
        ParameterStore store = new(200_000, 1);
        store.Add("w", Initializer.Normal(1), [200_000]);
        Optimizer[] all = [
            new AdamW(store, team: team), new Adam(store, team: team), new Sgd(store, team: team), new Sgd(store, momentum: 0.9f, nesterov: true, team: team),
            new RmsProp(store, momentum: 0.9f, centered: true, team: team), new Adagrad(store, team: team), new Lion(store, team: team, groups: [ParameterGroup.Rest with { L1 = 1e-3f }]),
        ];
        WeightAverage average = new(store, 0.99f, team);
        NormReduction norm = new();
        Assert.Equal(0, Alone.Bytes(() =>
        {
            norm.Norm(team, store.Gradients);
            foreach (Optimizer optimizer in all) optimizer.Step(0.5f, clearGradients: true);
            average.Update();
            average.Swap();
        }));
    }

    [Fact]
    public void TextWindowsAllocateNothing()
    {
        TokenDataset data = new(new int[1000], context: 16, batch: 4);
        Batch<int, int> batch = new();
        Assert.Equal(0, Alone.Bytes(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                data.Next(batch);
                _ = batch.InputTensor.Rank + batch.TargetTensor.Rank;
            }
        }));
    }
}
