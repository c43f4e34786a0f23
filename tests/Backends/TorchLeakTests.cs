using System;
using ModelGen.Equality;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>Every tensor that a step makes dies with it.</summary>
public class TorchLeakTests
{
    [Fact]
    public void AThousandStepsLeaveNoTensorBehind()
    {
        using GoldenLlama.Torch module = new();
        using torch.optim.Optimizer optimizer = torch.optim.AdamW(module.parameters());
        using torch.Tensor ids = torch.tensor(Values.Ids(2 * 8, 67, seed: 1), [2, 8]);
        long live = 0;
        // The count is the process's: no other test runs meanwhile (see Sequential.cs), and what earlier ones left to the finalizer is gone.
        for (int i = 0; i < 1010; i++)
        {
            // The first steps make the optimizer's state.
            if (i == 10)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                live = torch.Tensor.TotalCount;
            }

            module.TrainingStep(ids, ids, optimizer);
            module.Predict(ids).Dispose();
        }

        Assert.Equal(live, torch.Tensor.TotalCount);
    }

    [Fact]
    public void PackedSequencesAndStatisticsLeaveNoTensorBehind()
    {
        using PaddedRings.Torch rings = new();
        using Normed.Torch normed = new();
        using torch.optim.Optimizer first = torch.optim.AdamW(rings.parameters()), second = torch.optim.AdamW(normed.parameters());
        int[] padded = Values.Ids(2 * 9, 20, seed: 2);
        padded.AsPadded(9, [9, 3]);
        using torch.Tensor ids = torch.tensor(padded, [2, 9]), x = torch.tensor(Agreement.Random(3, 2, 7, 6), [2, 7, 6]), target = torch.tensor(Agreement.Random(4, 2, 2), [2, 2]);
        long live = 0;
        for (int i = 0; i < 210; i++)
        {
            if (i == 10)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                live = torch.Tensor.TotalCount;
            }

            rings.TrainingStep(ids, target, first);
            rings.Predict(ids).Dispose();
            normed.TrainingStep(x, target, second);
            normed.Predict(x).Dispose();
        }

        Assert.Equal(live, torch.Tensor.TotalCount);
    }

    [Fact]
    public void RunningStatisticsOutliveTheScopeThatTheyAreMadeIn()
    {
        Normed.Torch module;
        using (torch.NewDisposeScope())
        {
            module = new Normed.Torch();
        }

        using (module)
        {
            using torch.Tensor x = torch.tensor(Agreement.Random(1, 2, 7, 6), [2, 7, 6]);
            module.Predict(x).Dispose();
        }
    }

    [Fact]
    public void AModuleOutlivesTheScopeThatItIsMadeIn()
    {
        GoldenLlama.Torch module;
        using (torch.NewDisposeScope())
        {
            module = new GoldenLlama.Torch();
        }

        using (module)
        {
            using torch.Tensor ids = torch.tensor(Values.Ids(8, 67, seed: 1), [1, 8]);
            module.Predict(ids).Dispose();
        }
    }
}
