using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>Central differences for recurrent layers, and what padding means to them.</summary>
public class RecurrentGradientTests
{
    // Padding in the middle, at the end, everywhere, nowhere.
    private static readonly int[,] s_ids = { { 4, 9, 2, 4, 1 }, { 5, 3, 2, 2, 2 }, { 2, 2, 2, 2, 2 }, { 10, 1, 6, 7, 8 } };

    [Fact]
    public void RnnLayerGradients()
    {
        var m = new RnnLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void RnnBothWaysGradients()
    {
        var m = new RnnBothWays(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 5);
    }

    [Fact]
    public void LstmLayerGradients()
    {
        var m = new LstmLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void LstmSequencesGradients()
    {
        var m = new LstmSequences(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 14, 4, 5);
    }

    [Fact]
    public void LstmStackedGradients()
    {
        var m = new LstmStacked(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void GruLayerGradients()
    {
        var m = new GruLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void GruStackedGradients()
    {
        var m = new GruStacked(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 5);
    }

    [Fact]
    public void GruBlocksGradients()
    {
        var m = new GruBlocks(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 4);
    }

    [Fact]
    public void LstmPaddedGradients()
    {
        var m = new LstmPadded(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void LstmPaddedSequencesGradients()
    {
        var m = new LstmPaddedSequences(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void GruPaddedGradients()
    {
        var m = new GruPadded(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void RnnPaddedGradients()
    {
        var m = new RnnPadded(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void PaddingChangesNoState()
    {
        var m = new LstmPadded(3);
        float[] plain = Flat(m.Predict(new ReadOnlyTensorSpan<int>([5, 3, 7], [1, 3])));
        Assert.Equal(plain, Flat(m.Predict(new ReadOnlyTensorSpan<int>([5, 3, 7, 2, 2], [1, 5]))));
        Assert.Equal(plain, Flat(m.Predict(new ReadOnlyTensorSpan<int>([2, 5, 2, 3, 7, 2], [1, 6]))));
        Assert.NotEqual(plain, Flat(m.Predict(new ReadOnlyTensorSpan<int>([5, 3], [1, 2]))));
        Assert.All(Flat(m.Predict(new ReadOnlyTensorSpan<int>([2, 2], [1, 2]))), v => Assert.Equal(0, v));
    }

    [Fact]
    public void OneLengthForEveryBatchSize()
    {
        // Sequences of a batch know nothing of each other, however many threads share them.
        var m = new LstmStacked(3);
        float[] x = RandomValues.Centred(40 * 6 * 5, 9);
        float[] together = Flat(m.Predict(new ReadOnlyTensorSpan<float>(x, [40, 6, 5])));
        for (int i = 0; i < 40; i++)
        {
            float[] alone = Flat(m.Predict(new ReadOnlyTensorSpan<float>(x[(i * 30)..((i + 1) * 30)], [1, 6, 5])));
            Assert.Equal(together[(i * 3)..((i + 1) * 3)], alone, (a, b) => System.Math.Abs(a - b) < 1e-6f);
        }
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
