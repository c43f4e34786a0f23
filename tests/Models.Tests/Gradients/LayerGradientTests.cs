using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>Central differences for every layer.</summary>
public class LayerGradientTests
{
    // 0 and 2 are padding where a model has any: in the middle, at the end, everywhere, nowhere.
    private static readonly int[,] s_ids = { { 4, 9, 2, 4, 1 }, { 5, 3, 2, 2, 2 }, { 2, 2, 2, 2, 2 }, { 10, 1, 6, 7, 8 } };
    private static readonly int[,] s_zeros = { { 4, 9, 0, 4, 1 }, { 5, 3, 0, 0, 0 }, { 0, 0, 0, 0, 0 }, { 10, 1, 6, 7, 8 } };

    [Fact]
    public void LinearLayerGradients()
    {
        var m = new LinearLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void LinearWithoutBiasGradients()
    {
        var m = new LinearWithoutBias(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void LinearOverTimeGradients()
    {
        var m = new LinearOverTime(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 7);
    }

    [Fact]
    public void EmbeddingLayerGradients()
    {
        var m = new EmbeddingLayer(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void EmbeddingWithPositionsGradients()
    {
        var m = new EmbeddingWithPositions(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void PositionsLaterGradients()
    {
        var m = new PositionsLater(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void PositionsFirstGradients()
    {
        var m = new PositionsFirst(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void PositionsTwiceGradients()
    {
        var m = new PositionsTwice(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void SinusoidalLayerGradients()
    {
        var m = new SinusoidalLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 6);
    }

    [Fact]
    public void LayerNormLayerGradients()
    {
        var m = new LayerNormLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void LayerNormBetweenGradients()
    {
        var m = new LayerNormBetween(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 7);
    }

    [Fact]
    public void RmsNormLayerGradients()
    {
        var m = new RmsNormLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RmsNormBetweenGradients()
    {
        var m = new RmsNormBetween(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 7);
    }

    [Fact]
    public void SwiGluLayerGradients()
    {
        var m = new SwiGluLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void SwiGluWithBiasGradients()
    {
        var m = new SwiGluWithBias(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 7);
    }

    [Fact]
    public void CausalAttentionGradients()
    {
        var m = new CausalAttention(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 8);
    }

    [Fact]
    public void FullAttentionGradients()
    {
        var m = new FullAttention(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 8);
    }

    [Fact]
    public void GroupedAttentionGradients()
    {
        var m = new GroupedAttention(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 12);
    }

    [Fact]
    public void RotaryAttentionGradients()
    {
        var m = new RotaryAttention(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 8);
    }

    [Fact]
    public void AttentionDropoutGradients()
    {
        var m = new AttentionDropout(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 8);
    }

    [Fact]
    public void PaddedAttentionGradients()
    {
        var m = new PaddedAttention(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_zeros);
    }

    [Fact]
    public void EverythingAttentionGradients()
    {
        var m = new EverythingAttention(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_zeros);
    }

    [Fact]
    public void ImageLayersGradients()
    {
        var m = new ImageLayers(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 3, 2, 5);
    }

    [Fact]
    public void DropoutLayerGradients()
    {
        var m = new DropoutLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 9);
    }

    [Fact]
    public void DropoutTwiceGradients()
    {
        var m = new DropoutTwice(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 9);
    }

    [Fact]
    public void FlattenAloneGradients()
    {
        var m = new FlattenAlone(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 2, 3);
    }

    [Fact]
    public void FlattenLayerGradients()
    {
        var m = new FlattenLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 2, 3, 4);
    }

    [Fact]
    public void ReshapeLayerGradients()
    {
        var m = new ReshapeLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 4, 6);
    }

    [Fact]
    public void ReshapeLastGradients()
    {
        var m = new ReshapeLast(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 24);
    }

    [Fact]
    public void FlattenedNormGradients()
    {
        var m = new FlattenedNorm(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 2, 3);
    }

    [Fact]
    public void TakeFirstLayerGradients()
    {
        var m = new TakeFirstLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void TakeLastLayerGradients()
    {
        var m = new TakeLastLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void TakeLastPaddedGradients()
    {
        var m = new TakeLastPadded(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void TakeFirstPaddedGradients()
    {
        var m = new TakeFirstPadded(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void MaxPoolOverTimeGradients()
    {
        var m = new MaxPoolOverTime(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void MeanPoolOverTimeGradients()
    {
        var m = new MeanPoolOverTime(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 5);
    }

    [Fact]
    public void MaxPoolPaddedGradients()
    {
        var m = new MaxPoolPadded(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void MeanPoolPaddedGradients()
    {
        var m = new MeanPoolPadded(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_ids);
    }

    [Fact]
    public void MaxPoolOverSpaceGradients()
    {
        var m = new MaxPoolOverSpace(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 3, 4, 5);
    }

    [Fact]
    public void MeanPoolOverSpaceGradients()
    {
        var m = new MeanPoolOverSpace(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 3, 4, 5);
    }
}
