using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Models.Tests.Gradients;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Operations of graph methods: numbers worked out by hand, gradients against central differences.</summary>
public class OperationValueTests
{
    [Fact]
    public void IdsPlacesAndShifts()
    {
        var model = new Lookups(3);
        foreach ((Parameter parameter, int i) in model.Store.Parameters.Single().Value.ToArray().Select((_, i) => (model.Store.Parameters.Single(), i)))
        {
            parameter.Value[i] = i; // an id is its own value
        }

        int[] text = [3, 1, 4, 2, 0, 0, 2, 2, 1, 4, 3, 1];
        float[] table = [.. Enumerable.Range(0, 16).Select(i => (float)i)];
        var result = model.Predict(new ReadOnlyTensorSpan<int>(text, [2, 6]), new ReadOnlyTensorSpan<float>(table, [2, 4, 2]), new ReadOnlyTensorSpan<int>([3, 0, 3, 1, 2, 2], [2, 3]));
        Assert.Equal([0, 1, 1, 1, 1, 0, 2, 2, 1, 1], Flat(result.Counts)); // of the real steps
        Assert.Equal([6, 7, 0, 1, 6, 7, 10, 11, 12, 13, 12, 13], Flat(result.Rows));
        Assert.Equal([9 + 3 + 1 + 4, 4 + 2 + 7 + 7, 9 + 2 + 2 + 1 + 4 + 3, 1 + 4 + 3 + 1 + 7 + 7], Flat(result.Moved)); // of the real steps
        Assert.Equal([1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1], Flat(result.Real));
        Assert.Equal([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], Flat(result.Places));
        Assert.Equal([2, 3], Flat(result.Greatest));
    }

    [Fact]
    public void AnIdThatIsNoRowIsAnError() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        new Lookups(3).Predict(new ReadOnlyTensorSpan<int>([1], [1, 1]), new ReadOnlyTensorSpan<float>([1, 2], [1, 1, 2]), new ReadOnlyTensorSpan<int>([1], [1, 1])));

    [Fact]
    public void PartsWeightsAndConstants()
    {
        var model = new Parts(3);
        Assert.Equal(["all.weight", "all.bias", "scale", "rows"], model.Store.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(0.5f, model.Parameters.Scale.Value[0]);
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 3, 6);
    }

    [Fact]
    public void NoGradientPassesDetach()
    {
        var model = new Held(3);
        var workspace = new Workspace();
        float[] gradient = new float[3];
        model.Forward(workspace, new ReadOnlyTensorSpan<float>([1, 2, 3], [1, 3]));
        model.Backward(workspace, new ReadOnlyTensorSpan<float>([1, 10, 100], [1, 3]), new TensorSpan<float>(gradient, [1, 3]));
        Assert.All(model.Parameters.Held.Weight.Gradient.ToArray(), value => Assert.Equal(0, value));
        float[] weight = model.Parameters.Open.Weight.Value.ToArray();
        Compare.Close(gradient, [.. Enumerable.Range(0, 3).Select(i => weight[i] + (10 * weight[3 + i]) + (100 * weight[6 + i]))], 1e-5, "gradient of the input");
    }

    [Fact]
    public void PatchesBehindAClassToken()
    {
        var model = new Vision(3);
        Assert.Equal(["patches.weight", "patches.bias", "classToken", "positions"], model.Store.Parameters.Take(4).Select(parameter => parameter.Name));
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 2, 2, 4, 6);
    }

    [Fact]
    public void GraphsOfAnySize()
    {
        var model = new Nodes(3);
        Assert.Equal(["graphConv1.lin.weight", "graphConv1.bias", "graphConv2.lin.weight"], model.Store.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([4, 3], model.Parameters.GraphConv1.Weight.Shape.ToArray());
        float[] ties = [0, 1, 0, 0, 1, 0, 0.5f, 0, 0, 0.5f, 0, 0, 0, 0, 0, 0];
        GradientCheck.Floats(model.Store, (workspace, x) => model.Forward(workspace, x, new(ties, [1, 4, 4])), (workspace, dy, dx) => model.Backward(workspace, dy, dx), 1, 4, 3);
    }

    [Fact]
    public void MeansOverTheBatchKnowWeights()
    {
        var model = new Ratio(3);
        float[] x = [1, 2, 3, -1, 0, 1, 2, 2, -2], wanted = [1, 0.5f, -1], weights = [1, 3, 0];
        float[] score = Flat(model.Predict(new ReadOnlyTensorSpan<float>(x, [3, 3])));
        float Mean(Func<int, float> of, float[] w) => Enumerable.Range(0, 3).Sum(i => w[i] * of(i)) / w.Sum();
        float Expected(float[] w) => Mean(i => (score[i] - wanted[i]) * (score[i] - wanted[i]), w) / (1 + Mean(i => wanted[i] * wanted[i], w)) + (0.5f * Mean(i => MathF.Abs(score[i]), w));
        Assert.Equal(Expected([1, 1, 1]), model.ComputeLoss(new(x, [3, 3]), new(wanted, [3, 1])), 1e-5f);
        Assert.Equal(Expected(weights), model.ComputeLoss(new(x, [3, 3]), new(wanted, [3, 1]), weights: weights), 1e-5f);
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] flat = new float[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }
}
