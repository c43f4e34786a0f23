using System;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>Four steps with given gradients against the numbers of PyTorch 1.13 in double precision; Lion against the paper's algorithm.</summary>
public sealed class OptimizerNumbersTests
{
    private static readonly float[] s_start = [0.5f, -1.25f, 2f, 0.03125f, -0.75f];

    [Fact]
    public void RmsProp() => Agree(
        store => new RmsProp(store, 0.01f, smoothing: 0.95f, epsilon: 1e-6f),
        [0.45835923f, -1.2944694f, 1.9885681f, 0.042993283f, -0.73840016f]);

    [Fact]
    public void RmsPropWithMomentumAndDecay() => Agree(
        store => new RmsProp(store, 0.01f, smoothing: 0.95f, epsilon: 1e-6f, momentum: 0.9f, weightDecay: 0.1f),
        [0.20659824f, -1.4445252f, 1.8691593f, -0.013170132f, -0.74075067f]);

    [Fact]
    public void RmsPropCentered() => Agree(
        store => new RmsProp(store, 0.01f, smoothing: 0.95f, epsilon: 1e-2f, centered: true, momentum: 0.9f),
        [0.36417987f, -1.4559196f, 1.8670704f, -0.012876617f, -0.73923716f]);

    [Fact]
    public void Adagrad() => Agree(
        store => new Adagrad(store, 0.1f),
        [0.40609245f, -1.3513959f, 1.9713176f, 0.054287251f, -0.72424131f]);

    [Fact]
    public void AdagradWithAllOptions() => Agree(
        store => new Adagrad(store, 0.1f, rateDecay: 0.05f, initialSum: 0.2f, weightDecay: 0.1f),
        [0.40156896f, -1.3091411f, 1.957581f, 0.047705315f, -0.68166646f]);

    [Fact]
    public void Lion() => Agree(
        store => new Lion(store, 0.01f, weightDecay: 0.5f),
        [0.4802245f, -1.2249879f, 1.960498f, 0.050629173f, -0.73511262f]);

    [Fact]
    public void WrongNumbersAreRefused()
    {
        ParameterStore store = new(16, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(store, smoothing: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(store, momentum: -0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(store, epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(store, beta2: 1));
    }

    private static void Agree(Func<ParameterStore, Optimizer> make, float[] expected)
    {
        ParameterStore store = new(16, 1);
        Parameter parameter = store.Add("w", Initializer.Zeros, [5]);
        s_start.CopyTo(parameter.Value);
        Optimizer optimizer = make(store);
        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < 5; i++) parameter.Gradient[i] = (float)(Math.Sin((0.7 * i) + (1.3 * step)) * (i == 2 ? 10 : 1));
            optimizer.Step(clearGradients: true);
        }

        for (int i = 0; i < 5; i++) Assert.Equal(expected[i], parameter.Value[i], 2e-6f);
        Assert.Equal(-1, parameter.Gradient.IndexOfAnyExcept(0f));
    }
}
