using System.Linq;
using ModelGen.Equality;
using ModelGen.Models.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>A padded text is the text alone on this target, too.</summary>
public class TorchPaddingTests
{
    [Fact]
    public void PaddingIsNoPartOfStatistics()
    {
        PaddedNorms model = new(seed: 13);
        using PaddedNorms.Torch module = PaddedNorms.Torch.From(model);
        int[][] texts = [[3, 4, 5, 6, 7, 8, 9, 1, 2], [5], [7, 0, 2, 9], [4, 4, 1, 19, 3, 2]];
        int[] ids = [.. texts.SelectMany((text, i) => (int[])[.. new int[i], .. text, .. new int[12 - text.Length - i]])];
        float[] y = Agreement.Random(14, 4, 2);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(ids, [4, 12]), target = torch.tensor(y, [4, 2]);
        module.train();
        Agreement.Gradients(model.Store, module, () => model.ComputeGradients(new(ids, [4, 12]), new(y, [4, 2])), () => module.ComputeLoss(input, target).backward());
        Agreement.States(model.Store, module.ToModel().Store);
        float[] together = [.. Values.Of(module.Predict(input))];
        Compare.Close(together, Values.Of(model.Predict(new(ids, [4, 12]))), 1e-4, "output");
        for (int i = 0; i < texts.Length; i++)
        {
            Compare.Close(together[(2 * i)..((2 * i) + 2)], Values.Of(module.Predict(torch.tensor(texts[i], [1, texts[i].Length]))), 1e-6, "alone");
        }
    }

    [Fact]
    public void AConstantChannelIsZero()
    {
        using NormAlone.Torch module = new();
        using DisposeScope scope = torch.NewDisposeScope();
        module.train();
        foreach (float value in (float[])[1234567.9f, -1e30f, 16777217f])
        {
            float[] x = [.. Enumerable.Repeat(value, 180)];
            Assert.All(Values.Of(module.call(torch.tensor(x, [90, 2]))).ToArray(), zero => Assert.Equal(0, zero));
        }
    }
}
