using System;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class ParameterGroupTests
{
    [Fact]
    public void EachParameterFollowsItsGroup()
    {
        ParameterStore store = Store(out Parameter bias, out Parameter weight, out Parameter frozen, out Parameter gain);
        AdamW optimizer = new(store, 0.1f, weightDecay: 0.5f, groups: [ParameterGroup.Named("frozen.*") with { LearningRate = 0 }, ParameterGroup.NoDecayOnVectors]);
        optimizer.Step();
        All(bias, 1);
        All(gain, 1);
        All(weight, 0.95f); // 1 - 0.1 · 0.5
        All(frozen, 1);
    }

    [Fact]
    public void RatesAndDecaysOfGroupsReachTheFormula()
    {
        ParameterStore store = Store(out Parameter bias, out Parameter weight, out Parameter frozen, out Parameter gain);
        store.Gradients.Fill(0.5f);
        Sgd optimizer = new(store, 0.1f, weightDecay: 1, decays: Optimizer.MatricesOnly, groups:
        [
            ParameterGroup.Named("*.bias") with { LearningRate = 2 },
            ParameterGroup.Named("weight") with { WeightDecay = 3 },
        ]);
        optimizer.Step();
        All(bias, 0.9f);    // 1 - 0.2 · 0.5
        All(weight, 0.65f); // 1 - 0.1 · (0.5 + 3)
        All(frozen, 0.85f); // 1 - 0.1 · (0.5 + 1)
        All(gain, 0.95f);
    }

    [Fact]
    public void L1PullsTowardsZero()
    {
        ParameterStore store = new(32, 1);
        Parameter parameter = store.Add("w", Initializer.Zeros, [19]);
        for (int i = 0; i < 19; i++) parameter.Value[i] = i - 9;
        new Sgd(store, 0.1f, groups: [ParameterGroup.Rest with { L1 = 2 }]).Step();
        for (int i = 0; i < 19; i++) Assert.Equal(i - 9 - (0.2f * Math.Sign(i - 9)), parameter.Value[i], 1e-6f);
    }

    [Fact]
    public void TheFirstGroupWins()
    {
        ParameterStore store = Store(out Parameter bias, out _, out _, out _);
        store.Gradients.Fill(1);
        new Sgd(store, 1, groups: [ParameterGroup.Named("a.bias") with { LearningRate = 0.25f }, ParameterGroup.Rest with { LearningRate = 0 }]).Step();
        All(bias, 0.75f);
    }

    [Fact]
    public void AGroupWithoutMembersIsAnError()
    {
        ParameterStore store = Store(out _, out _, out _, out _);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Sgd(store, groups: [ParameterGroup.Rest, ParameterGroup.Named("fc9.*")]));
        Assert.Contains("Group 1 has none of the 4 parameters ('a.bias' to 'gain')", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongNumbersAreErrors()
    {
        ParameterStore store = Store(out _, out _, out _, out _);
        foreach (ParameterGroup wrong in new[] { ParameterGroup.Rest with { L1 = -1 }, ParameterGroup.Rest with { LearningRate = float.NaN }, ParameterGroup.Rest with { WeightDecay = -2 } })
            Assert.Contains("Group 0 has ", Assert.Throws<ArgumentException>(() => new Sgd(store, groups: [wrong])).Message, StringComparison.Ordinal);
    }

    private static void All(Parameter parameter, float expected)
    {
        foreach (float value in parameter.Value) Assert.Equal(expected, value, 1e-6f);
    }

    private static ParameterStore Store(out Parameter bias, out Parameter weight, out Parameter frozen, out Parameter gain)
    {
        ParameterStore store = new(1000, 1);
        bias = store.Add("a.bias", Initializer.Ones, [5]);
        weight = store.Add("weight", Initializer.Ones, [3, 7]);
        frozen = store.Add("frozen.table", Initializer.Ones, [4, 4]);
        gain = store.Add("gain", Initializer.Ones, [9]);
        return store;
    }
}
