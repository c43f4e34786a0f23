using System;
using System.Numerics.Tensors;
using ModelGen.Models.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>Layers that the larger models do not have: outputs within 1e-4 of the CPU target's.</summary>
public class TorchLayerTests
{
    [Fact]
    public void LastStep()
    {
        TorchLast model = new(seed: 1);
        using TorchLast.Torch module = TorchLast.Torch.From(model);
        Tokens(module.Predict, ids => model.Predict(new(ids, [3, 6])));
    }

    [Fact]
    public void MaximumOverTime()
    {
        TorchPeak model = new(seed: 2);
        using TorchPeak.Torch module = TorchPeak.Torch.From(model);
        Tokens(module.Predict, ids => model.Predict(new(ids, [3, 6])));
    }

    [Fact]
    public void Space()
    {
        TorchImage model = new(seed: 3);
        using TorchImage.Torch module = TorchImage.Torch.From(model);
        Floats([2, 3, 4, 4], module.Predict, x => model.Predict(new(x, [2, 3, 4, 4])));
    }

    [Fact]
    public void Sequence()
    {
        TorchSignal model = new(seed: 4);
        using TorchSignal.Torch module = TorchSignal.Torch.From(model);
        Floats([2, 7, 6], module.Predict, x => model.Predict(new(x, [2, 7, 6])));
    }

    [Fact]
    public void SharedBlocks()
    {
        TorchShared model = new(seed: 5);
        using TorchShared.Torch module = TorchShared.Torch.From(model);
        Floats([3, 8], module.Predict, x => model.Predict(new(x, [3, 8])));
    }

    [Fact]
    public void AWrongShapeIsSaidBeforeLibtorchSeesIt()
    {
        using TorchShared.Torch module = new();
        using torch.Tensor x = torch.tensor(new float[14], [2, 7]);
        ShapeMismatchException fault = Assert.Throws<ShapeMismatchException>(() => module.Predict(x));
        Assert.Equal("TorchShared: 'input' is [2, 7], expected [B, 8]", fault.Message.Split(" (Parameter")[0]);
    }

    [Fact]
    public void SixteenBitsLearn()
    {
        using TorchLlama.Torch module = new(dtype: torch.ScalarType.BFloat16, seed: 6);
        using torch.optim.Optimizer optimizer = torch.optim.AdamW(module.parameters(), 1e-2);
        using torch.Tensor ids = torch.tensor(Values.Ids(2 * 8, 67, seed: 1), [2, 8]);
        float first = module.TrainingStep(ids, ids, optimizer);
        float last = first;
        for (int i = 0; i < 20; i++)
        {
            last = module.TrainingStep(ids, ids, optimizer);
        }

        Assert.InRange(last, 0, first / 2);
        Assert.Equal(torch.ScalarType.BFloat16, module.DType);
    }

    private static void Tokens(Func<torch.Tensor, torch.Tensor> predict, Func<int[], Tensor<float>> expected)
    {
        int[] ids = Values.Ids(3 * 6, 9, seed: 8);
        ids.AsPadded(6, [6, 2, 0]);
        using DisposeScope scope = torch.NewDisposeScope();
        Compare.Close(Values.Of(predict(torch.tensor(ids, [3, 6]))), Values.Of(expected(ids)), 1e-4, "output");
    }

    private static void Floats(long[] shape, Func<torch.Tensor, torch.Tensor> predict, Func<float[], Tensor<float>> expected)
    {
        float[] x = Agreement.Random(9, shape);
        using DisposeScope scope = torch.NewDisposeScope();
        Compare.Close(Values.Of(predict(torch.tensor(x, shape))), Values.Of(expected(x)), 1e-4, "output");
    }
}
