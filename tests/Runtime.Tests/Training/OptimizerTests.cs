using System;
using ModelGen.Cpu;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class OptimizerTests
{
    private const int Count = 100_003; // several tasks and an odd tail

    [Theory]
    [InlineData("adamw")]
    [InlineData("adam")]
    [InlineData("sgd")]
    [InlineData("nesterov")]
    public void EveryElementFollowsTheFormula(string name)
    {
        ParameterStore store = Store();
        float[] start = store.Values.ToArray();
        Optimizer optimizer = Make(name, store, ThreadTeam.Shared);
        for (int step = 0; step < 3; step++)
        {
            SetGradients(store, step);
            optimizer.Step(gradientScale: 0.5f);
        }

        for (int i = 0; i < Count; i += 997) AssertElement(name, start[i], i, store.Values[i]);
        for (int i = Count - 20; i < Count; i++) AssertElement(name, start[i], i, store.Values[i]);
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("nesterov")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    [InlineData("lion")]
    public void ThreadsDoNotChangeABit(string name)
    {
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 4 })
        {
            using ThreadTeam team = new(threads);
            ParameterStore store = Store();
            Optimizer optimizer = Make(name, store, team);
            for (int step = 0; step < 3; step++)
            {
                SetGradients(store, step);
                optimizer.Step();
            }

            expected ??= store.Values.ToArray();
            Assert.Equal(expected, store.Values);
        }
    }

    [Fact]
    public void TheNormIsTheSameForAllTeamsAndExact()
    {
        ParameterStore store = Store();
        SetGradients(store, 1);
        double sum = 0;
        foreach (float g in store.Gradients) sum += (double)g * g;
        double? first = null;
        foreach (int threads in new[] { 1, 2, 4 })
        {
            using ThreadTeam team = new(threads);
            double norm = new NormReduction().Norm(team, store.Gradients);
            Assert.Equal(Math.Sqrt(sum), norm, 1e-9 * norm);
            first ??= norm;
            Assert.Equal(first, norm);
        }

        Assert.Equal(0, new NormReduction().Norm(ThreadTeam.Shared, []));
    }

    [Fact]
    public void TheDecayFilterDecidesPerParameter()
    {
        ParameterStore store = new(1000, 1);
        Parameter bias = store.Add("bias", Initializer.Ones, [5]);
        Parameter weight = store.Add("weight", Initializer.Ones, [3, 7]);
        Parameter gain = store.Add("gain", Initializer.Ones, [9]);
        Parameter table = store.Add("table", Initializer.Ones, [4, 4]);
        AdamW optimizer = new(store, 0.1f, weightDecay: 0.5f, decays: Optimizer.MatricesOnly);
        optimizer.Step();
        Assert.Equal(-1, bias.Value.IndexOfAnyExcept(1f));
        Assert.Equal(-1, gain.Value.IndexOfAnyExcept(1f));
        Assert.Equal(-1, weight.Value.IndexOfAnyExcept(0.95f));
        Assert.Equal(-1, table.Value.IndexOfAnyExcept(0.95f));
    }

    [Fact]
    public void ClearingLeavesNoGradient()
    {
        foreach (string name in new[] { "adamw", "sgd" })
        {
            ParameterStore store = Store();
            SetGradients(store, 0);
            Optimizer optimizer = Make(name, store, ThreadTeam.Shared);
            optimizer.Step();
            Assert.NotEqual(-1, store.Gradients.IndexOfAnyExcept(0f));
            optimizer.Step(clearGradients: true);
            Assert.Equal(-1, store.Gradients.IndexOfAnyExcept(0f));
        }
    }

    [Fact]
    public void AModelThatGrewIsRefused()
    {
        ParameterStore store = new(100, 1);
        store.Add("a", Initializer.Ones, [4]);
        Adam optimizer = new(store);
        store.Add("b", Initializer.Ones, [4]);
        Assert.Throws<ArgumentException>(() => optimizer.Step());
    }

    private static Optimizer Make(string name, ParameterStore store, ThreadTeam team) => name switch
    {
        "adamw" => new AdamW(store, 0.01f, weightDecay: 0.1f, team: team),
        "adam" => new Adam(store, 0.01f, weightDecay: 0.1f, team: team),
        "sgd" => new Sgd(store, 0.01f, weightDecay: 0.1f, team: team),
        "rmsprop" => new RmsProp(store, 0.01f, momentum: 0.9f, centered: true, weightDecay: 0.1f, team: team),
        "adagrad" => new Adagrad(store, 0.01f, weightDecay: 0.1f, team: team),
        "lion" => new Lion(store, 0.01f, weightDecay: 0.1f, team: team),
        _ => new Sgd(store, 0.01f, momentum: 0.9f, nesterov: true, weightDecay: 0.1f, team: team),
    };

    private static ParameterStore Store()
    {
        ParameterStore store = new(Count, 5);
        store.Add("w", Initializer.Normal(1), [Count]);
        return store;
    }

    private static float Gradient(int i, int step) => MathF.Sin(i * 0.37f + step);

    private static void SetGradients(ParameterStore store, int step)
    {
        for (int i = 0; i < Count; i++) store.Gradients[i] = Gradient(i, step);
    }

    private static void AssertElement(string name, double w, int i, float found)
    {
        double m = 0, v = 0;
        for (int t = 1; t <= 3; t++)
        {
            double g = 0.5 * Gradient(i, t - 1);
            if (name == "adamw") w -= 0.01 * 0.1 * w;
            else g += 0.1 * w;
            if (name.StartsWith("adam", StringComparison.Ordinal))
            {
                m = (0.9 * m) + (0.1 * g);
                v = (0.999 * v) + (0.001 * g * g);
                w -= 0.01 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
            else if (name == "sgd")
            {
                w -= 0.01 * g;
            }
            else
            {
                m = (0.9 * m) + g;
                w -= 0.01 * (g + (0.9 * m));
            }
        }

        Assert.Equal(w, found, 1e-5);
    }
}
