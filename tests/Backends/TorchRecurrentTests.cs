using ModelGen.Models.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>Recurrent layers: outputs, losses and gradients of the CPU target, wherever padding stands.</summary>
public class TorchRecurrentTests
{
    // Rows: whole, padded behind, before, in the middle, everywhere.
    private static readonly int[] s_ids =
    [
        3, 7, 1, 19, 5, 4, 2, 8, 6,
        5, 2, 9, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 11, 3, 17, 2, 1,
        0, 4, 0, 0, 12, 13, 0, 9, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    [Fact]
    public void StackedAndInBothDirections()
    {
        TorchRings model = new(seed: 1);
        using TorchRings.Torch module = TorchRings.Torch.From(model);
        float[] x = Agreement.Random(2, 3, 8, 5), y = Agreement.Random(3, 3, 2);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(x, [3, 8, 5]);
        Agreement.Names(model.Store, module);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(x, [3, 8, 5]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(x, [3, 8, 5]), new(y, [3, 2])), () => module.ComputeLoss(input, torch.tensor(y, [3, 2])).backward());
    }

    [Fact]
    public void Padded()
    {
        TorchPaddedRings model = new(seed: 4);
        using TorchPaddedRings.Torch module = TorchPaddedRings.Torch.From(model);
        float[] y = Agreement.Random(5, 5, 2);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(s_ids, [5, 9]);
        Agreement.Names(model.Store, module);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(s_ids, [5, 9]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(s_ids, [5, 9]), new(y, [5, 2])), () => module.ComputeLoss(input, torch.tensor(y, [5, 2])).backward());
    }

    [Fact]
    public void StatesOfPaddedSteps()
    {
        TorchStates model = new(seed: 6);
        using TorchStates.Torch module = TorchStates.Torch.From(model);
        float[] y = Agreement.Random(7, 5, 9, 6);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(s_ids, [5, 9]);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(s_ids, [5, 9]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(s_ids, [5, 9]), new(y, [5, 9, 6])), () => module.ComputeLoss(input, torch.tensor(y, [5, 9, 6])).backward());
    }

    [Fact]
    public void InARepeatedBlock()
    {
        TorchGates model = new(seed: 8);
        using TorchGates.Torch module = TorchGates.Torch.From(model);
        float[] y = Agreement.Random(9, 5, 6);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(s_ids, [5, 9]);
        Agreement.Names(model.Store, module);
        Compare.Close(Values.Of(module.Predict(input)), Values.Of(model.Predict(new(s_ids, [5, 9]))), 1e-4, "output");
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(s_ids, [5, 9]), new(y, [5, 6])), () => module.ComputeLoss(input, torch.tensor(y, [5, 6])).backward());
    }
}
