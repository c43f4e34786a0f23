using System;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>Every tensor that a step makes dies with it.</summary>
public class TorchLeakTests
{
    [Fact]
    public void AThousandStepsLeaveNoTensorBehind()
    {
        using TorchLlama.Torch module = new();
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
    public void AModuleOutlivesTheScopeThatItIsMadeIn()
    {
        TorchLlama.Torch module;
        using (torch.NewDisposeScope())
        {
            module = new TorchLlama.Torch();
        }

        using (module)
        {
            using torch.Tensor ids = torch.tensor(Values.Ids(8, 67, seed: 1), [1, 8]);
            module.Predict(ids).Dispose();
        }
    }
}
