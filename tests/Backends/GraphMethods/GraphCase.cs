using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Equality;

namespace ModelGen.GraphMethods;

/// <summary>A model and how its inputs and targets are made.</summary>
internal sealed record GraphCase(Type Model, Func<Random, int, Given>[] Inputs, params Func<Random, int, Given>[] Targets)
{
    public void Check(int seed)
    {
        Random random = new(seed);
        int examples = random.Next(2, 6);
        List<Given> inputs = [.. Inputs.Select(make => make(random, examples))], batch = [.. inputs, .. Targets.Select(make => make(random, examples))];
        IModel model = (IModel)Activator.CreateInstance(Model, (long)seed)!;
        using CpuGraphTarget cpu = new(model);
        using IGraphTarget other = GraphTarget.Of(model);
        IReadOnlyDictionary<string, float[]> expected = cpu.Predict(inputs), found = other.Predict(inputs);
        Assert(expected.Keys.Order().SequenceEqual(found.Keys.Order()), "names of the outputs: " + string.Join(", ", found.Keys));
        foreach ((string name, float[] values) in expected)
        {
            Closeness.Check(found[name], values, other.OutputTolerance, 1e-7, name);
        }

        if (other.OnlyPredicts || cpu.OnlyPredicts)
        {
            return;
        }

        Train(cpu, other, batch, []);
        float[] weights = [.. Enumerable.Range(0, examples).Select(i => i == 1 ? 0 : 0.5f + random.NextSingle())];
        Train(cpu, other, batch, weights);
    }

    private static void Train(CpuGraphTarget cpu, IGraphTarget other, List<Given> batch, float[] weights)
    {
        Closeness.Check([other.ComputeLoss(batch, weights)], [cpu.ComputeLoss(batch, weights)], Closeness.OfOutputs, 0, "loss");
        Closeness.Check([other.ComputeGradients(batch, weights)], [cpu.ComputeGradients(batch, weights)], Closeness.OfOutputs, 0, "training loss");
        ParameterStore expected = cpu.Download().Store;
        float[] gradients = expected.Gradients.ToArray();
        double floor = Closeness.Rounding * TensorPrimitives.Norm<float>(gradients);
        IModel after = other.Download();
        foreach ((Parameter own, Parameter theirs) in expected.Parameters.Zip(after.Store.Parameters))
        {
            Closeness.Check(theirs.Gradient, gradients.AsSpan(own.Offset, own.Count), Closeness.OfGradients, floor, "gradient of " + own.Name);
        }
    }

    private static void Assert(bool condition, string what) => Xunit.Assert.True(condition, what);
}
