using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>Central differences for every layer of images.</summary>
public class ImageGradientTests
{
    [Fact]
    public void Conv2dLayerGradients()
    {
        var m = new Conv2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 5, 6);
    }

    [Fact]
    public void Conv2dWithStrideGradients()
    {
        var m = new Conv2dWithStride(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 6, 5);
    }

    [Fact]
    public void Conv2dInGroupsGradients()
    {
        var m = new Conv2dInGroups(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 4, 7, 7);
    }

    [Fact]
    public void Conv2dSameGradients()
    {
        var m = new Conv2dSame(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 2, 5, 4);
    }

    [Fact]
    public void ConvNetGradients()
    {
        var m = new ConvNet(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 2, 8, 8);
    }

    [Fact]
    public void ConvTranspose2dLayerGradients()
    {
        var m = new ConvTranspose2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 3, 4);
    }

    [Fact]
    public void ConvTranspose2dWithStrideGradients()
    {
        var m = new ConvTranspose2dWithStride(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 3, 4);
    }

    [Fact]
    public void MaxPool2dLayerGradients()
    {
        var m = new MaxPool2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 2, 6, 7);
    }

    [Fact]
    public void MaxPool2dOverlappingGradients()
    {
        var m = new MaxPool2dOverlapping(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 2, 6, 7);
    }

    [Fact]
    public void AvgPool2dLayerGradients()
    {
        var m = new AvgPool2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 2, 6, 7);
    }

    [Fact]
    public void AvgPool2dOverlappingGradients()
    {
        var m = new AvgPool2dOverlapping(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 2, 6, 7);
    }

    [Fact]
    public void ResidualConvsGradients()
    {
        var m = new ResidualConvs(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 4, 4);
    }

    [Fact]
    public void BatchNormLayerGradients()
    {
        var m = new BatchNormLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 5, 7);
    }

    [Fact]
    public void BatchNormOverTimeGradients()
    {
        var m = new BatchNormOverTime(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 7);
    }

    [Fact]
    public void BatchNormOfImagesGradients()
    {
        var m = new BatchNormOfImages(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 4, 5);
    }

    [Fact]
    public void NormedBlocksGradients()
    {
        var m = new NormedBlocks(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 4, 4);
    }

    [Fact]
    public void GroupNormLayerGradients()
    {
        var m = new GroupNormLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 6, 4, 5);
    }

    [Fact]
    public void GroupNormBetweenGradients()
    {
        var m = new GroupNormBetween(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 2, 4, 5);
    }

    [Fact]
    public void Upsample2dLayerGradients()
    {
        var m = new Upsample2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 2, 3);
    }

    [Fact]
    public void Upsample2dBetweenGradients()
    {
        var m = new Upsample2dBetween(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 2, 3);
    }

    [Fact]
    public void Conv2dOblongGradients()
    {
        var m = new Conv2dOblong(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 5, 7);
    }

    [Fact]
    public void Conv2dOblongStridesGradients()
    {
        var m = new Conv2dOblongStrides(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 4, 7, 6);
    }

    [Fact]
    public void DepthwiseConv2dLayerGradients()
    {
        var m = new DepthwiseConv2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 5, 6);
    }

    [Fact]
    public void Pad2dLayerGradients()
    {
        var m = new Pad2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 2, 3, 4);
    }

    [Fact]
    public void AdaptiveAvgPool2dLayerGradients()
    {
        var m = new AdaptiveAvgPool2dLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 2, 5, 7);
    }

    [Fact]
    public void AdaptiveAvgPool2dWholeGradients()
    {
        var m = new AdaptiveAvgPool2dWhole(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 2, 6, 6);
    }

    [Fact]
    public void AdaptiveAvgPool2dUpwardsGradients()
    {
        var m = new AdaptiveAvgPool2dUpwards(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 2, 2, 3);
    }

    [Fact]
    public void InstanceNormLayerGradients()
    {
        var m = new InstanceNormLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 3, 4, 5);
    }

    [Fact]
    public void InstanceNormAffineGradients()
    {
        var m = new InstanceNormAffine(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 2, 2, 3, 4);
    }

    [Fact]
    public void RepeatVectorLayerGradients()
    {
        var m = new RepeatVectorLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5);
    }

    [Fact]
    public void ProjectionsGradients()
    {
        var m = new Projections(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 5, 6);
    }
}
