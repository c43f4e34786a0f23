using System;
using System.Numerics.Tensors;
using Xunit;
using Xunit.Sdk;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>A check that cannot fail shows nothing: small faults of a gradient, put in by hand, are caught.</summary>
public class CheckCanFailTests
{
    [Fact]
    public void TheModelItselfPasses() => Check((_, _) => { });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AParameterGradientThatIsThreePercentTooLarge(int parameter) => Caught((store, _) => Scale(store.Parameters[parameter].Gradient, 1.03f));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void AGradientThatIsMissing(int parameter) => Caught((store, _) => store.Parameters[parameter].Gradient.Clear());

    [Fact]
    public void OneElementWithTheWrongSign() => Caught((store, _) => store.Parameters[0].Gradient[TensorPrimitives.IndexOfMaxMagnitude<float>(store.Parameters[0].Gradient)] *= -1);

    [Fact]
    public void TwoRowsExchanged() => Caught((store, _) =>
    {
        Span<float> gradient = store.Parameters[0].Gradient;
        float[] first = gradient[..7].ToArray();
        gradient.Slice(7, 7).CopyTo(gradient);
        first.CopyTo(gradient.Slice(7, 7));
    });

    [Fact]
    public void AnInputGradientThatIsThreePercentTooSmall() => Caught((_, input) => Scale(input, 0.97f));

    [Fact]
    public void ALossGradientOfTheWrongSize()
    {
        var model = new Squares(1);
        float[] x = RandomValues.Centred(24, 1), target = RandomValues.Centred(20, 2);
        float Step()
        {
            float loss = model.ComputeGradients(new(x, [4, 6]), new(target, [4, 5]));
            Scale(model.Store.Gradients, 1.03f);
            return loss;
        }

        Assert.ThrowsAny<XunitException>(() => GradientCheck.Loss(model.Store, Step));
    }

    private static void Caught(FaultyGradient fault) => Assert.ThrowsAny<XunitException>(() => Check(fault));

    private static void Check(FaultyGradient fault)
    {
        var model = new ResidualLayer(1);
        GradientCheck.Floats(
            model.Store,
            model.Forward,
            (workspace, gradient, inputGradient) =>
            {
                model.Backward(workspace, gradient, inputGradient);
                fault(model.Store, inputGradient.IsEmpty ? [] : Guard.Dense(inputGradient, "Test", "gradient"));
            },
            4,
            7);
    }

    private static void Scale(Span<float> values, float factor) => TensorPrimitives.Multiply(values, factor, values);

    private delegate void FaultyGradient(ParameterStore store, Span<float> inputGradient);
}
