using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>Central differences for blocks: residual, repeated, used; inlined and called.</summary>
public class BlockGradientTests
{
    private static readonly int[,] s_zeros = { { 4, 9, 0, 4, 1 }, { 5, 3, 0, 0, 0 }, { 10, 1, 6, 7, 8 } };

    [Fact]
    public void SumWithOwnActivationGradients()
    {
        var m = new SumWithOwnActivation(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void ResidualLayerGradients()
    {
        var m = new ResidualLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void ResidualOfPreActivationGradients()
    {
        var m = new ResidualOfPreActivation(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void ResidualInResidualGradients()
    {
        var m = new ResidualInResidual(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void ResidualInResidualThenLinearGradients()
    {
        var m = new ResidualInResidualThenLinear(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void ResidualNormGradients()
    {
        var m = new ResidualNorm(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void ResidualOfNothingGradients()
    {
        var m = new ResidualOfNothing(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RepeatOfTwofoldGradients()
    {
        var m = new RepeatOfTwofold(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RepeatOfNothingGradients()
    {
        var m = new RepeatOfNothing(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RepeatOnceGradients()
    {
        var m = new RepeatOnce(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RepeatThriceGradients()
    {
        var m = new RepeatThrice(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RepeatOfSoftmaxGradients()
    {
        var m = new RepeatOfSoftmax(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RepeatInRepeatGradients()
    {
        var m = new RepeatInRepeat(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void RepeatOverTimeGradients()
    {
        var m = new RepeatOverTime(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 7);
    }

    [Fact]
    public void UseOnceGradients()
    {
        var m = new UseOnce(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 5);
    }

    [Fact]
    public void UseTwiceGradients()
    {
        var m = new UseTwice(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void UseEveryWayGradients()
    {
        var m = new UseEveryWay(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void UseOnTwoTypesGradients()
    {
        var m = new UseOnTwoTypes(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 7);
    }

    [Fact]
    public void PaddedAttentionTwiceGradients()
    {
        var m = new PaddedAttentionTwice(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_zeros);
    }

    [Fact]
    public void PaddedEncoderGradients()
    {
        var m = new PaddedEncoder(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_zeros);
    }

    [Fact]
    public void PaddedEncoderUsedTwiceGradients()
    {
        var m = new PaddedEncoderUsedTwice(1);
        GradientCheck.Tokens(m.Store, m.Forward, m.Backward, s_zeros);
    }

    [Fact]
    public void FloatEncoderGradients()
    {
        var m = new FloatEncoder(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 5, 8);
    }
}
