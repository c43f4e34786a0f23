using ModelGen.Equality;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>What modules say of input and types.</summary>
public class TorchLayerTests
{
    [Fact]
    public void AWrongShapeIsSaidBeforeLibtorchSeesIt()
    {
        using Steps.Torch module = new();
        using torch.Tensor x = torch.tensor(new float[14], [2, 7]);
        ShapeMismatchException fault = Assert.Throws<ShapeMismatchException>(() => module.Predict(x));
        Assert.Equal("Steps: 'input' is [2, 7], expected [B, 8]: axis 1 must be 8, not 7", fault.Message.Split(" (Parameter")[0]);
    }

    [Fact]
    public void SixteenBitsLearn()
    {
        using GoldenLlama.Torch module = new(dtype: torch.ScalarType.BFloat16, seed: 6);
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
}
