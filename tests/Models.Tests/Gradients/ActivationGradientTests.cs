using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>Central differences for every function of numbers.</summary>
public class ActivationGradientTests
{
    [Fact]
    public void GeluLayerGradients()
    {
        var m = new GeluLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void GeluTanhLayerGradients()
    {
        var m = new GeluTanhLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void ReluLayerGradients()
    {
        var m = new ReluLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void SiluLayerGradients()
    {
        var m = new SiluLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void TanhLayerGradients()
    {
        var m = new TanhLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void SigmoidLayerGradients()
    {
        var m = new SigmoidLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void SoftplusLayerGradients()
    {
        var m = new SoftplusLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void Relu6LayerGradients()
    {
        var m = new Relu6Layer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void HardSwishLayerGradients()
    {
        var m = new HardSwishLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    /// <summary>One kernel each way.</summary>
    [Fact]
    public void FunctionChainGradients()
    {
        var m = new FunctionChain(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 9, 37);
    }

    [Fact]
    public void LeakyReluLayerGradients()
    {
        var m = new LeakyReluLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void EluLayerGradients()
    {
        var m = new EluLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void SlopedActivationsGradients()
    {
        var m = new SlopedActivations(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 3, 2, 5);
    }

    [Fact]
    public void LogSoftmaxLayerGradients()
    {
        var m = new LogSoftmaxLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void LogSoftmaxBetweenGradients()
    {
        var m = new LogSoftmaxBetween(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 3, 4, 7);
    }

    [Fact]
    public void SoftmaxLayerGradients()
    {
        var m = new SoftmaxLayer(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }

    [Fact]
    public void EveryActivationGradients()
    {
        var m = new EveryActivation(1);
        GradientCheck.Floats(m.Store, m.Forward, m.Backward, 4, 7);
    }
}
