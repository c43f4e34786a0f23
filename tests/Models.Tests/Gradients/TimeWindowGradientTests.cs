using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>Central differences for windows over time, and what they make of padding.</summary>
public class TimeWindowGradientTests
{
    private static readonly int[,] s_ids = { { 4, 9, 2, 4, 1 }, { 5, 3, 2, 2, 2 }, { 2, 2, 2, 2, 2 }, { 10, 1, 6, 7, 8 } };

    [Fact]
    public void Conv1dLayerGradients()
    {
        var m = new Conv1dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 7, 5);
    }

    [Fact]
    public void Conv1dWithStrideGradients()
    {
        var m = new Conv1dWithStride(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 7, 6);
    }

    [Fact]
    public void Conv1dTwiceGradients()
    {
        var m = new Conv1dTwice(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 8, 3);
    }

    [Fact]
    public void WindowsThenAttentionGradients()
    {
        var m = new WindowsThenAttention(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 9, 3);
    }

    [Fact]
    public void MaxPool1dLayerGradients()
    {
        var m = new MaxPool1dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 7, 5);
    }

    [Fact]
    public void AvgPool1dLayerGradients()
    {
        var m = new AvgPool1dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 7, 5);
    }

    [Fact]
    public void TimeBlocksGradients()
    {
        var m = new TimeBlocks(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 6, 4);
    }

    [Fact]
    public void PaddedWindowsGradients()
    {
        var m = new PaddedWindows(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void PaddedMeansGradients()
    {
        var m = new PaddedMeans(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void WindowsOfPaddingAlonePassForNothing()
    {
        var m = new PaddedMeans(3);
        float[] plain = Flat(m.Predict(new ReadOnlyTensorSpan<int>([5, 3, 7, 2], [1, 4])));
        Assert.Equal(plain, Flat(m.Predict(new ReadOnlyTensorSpan<int>([5, 3, 7, 2, 2, 2], [1, 6]))));
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    [Fact]
    public void ConvTranspose1dLayerGradients()
    {
        var m = new ConvTranspose1dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 5, 3);
    }

    [Fact]
    public void ConvTranspose1dWithStrideGradients()
    {
        var m = new ConvTranspose1dWithStride(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 4, 3);
    }

    [Fact]
    public void ConvTranspose1dShortGradients()
    {
        var m = new ConvTranspose1dShort(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 3);
    }

    [Fact]
    public void TimeProjectionsGradients()
    {
        var m = new TimeProjections(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 7, 3);
    }
}
