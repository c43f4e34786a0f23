using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Models.Tests.Gradients;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Gradients of graph methods against central differences, and the names of their parameters.</summary>
public class GraphGradientTests
{
    [Fact]
    public void SharedLayers()
    {
        var model = new Towers(3);
        Assert.Equal(["tower.linear.weight", "tower.linear.bias", "tower.deep.linear.weight", "tower.deep.linear.bias", "linear.weight", "linear.bias"], model.Store.Parameters.Select(parameter => parameter.Name));
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 3, 6);
    }

    [Fact]
    public void SharedBlocksAndMethods()
    {
        var model = new BlockTowers(3);
        Assert.Equal(
            ["tower.step.0.linear.weight", "tower.step.0.linear.bias", "tower.step.1.linear.weight", "tower.step.1.linear.bias", "tower.last.weight", "tower.last.bias", "twice.linear.weight", "twice.linear.bias"],
            model.Store.Parameters.Select(parameter => parameter.Name));
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 3, 4);
    }

    [Fact]
    public void BlocksThatAskForSizes()
    {
        var model = new Sized(3);
        Assert.Equal([4, 2], model.Parameters.Second.Linear2.Weight.Shape.ToArray());
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 2, 2, 5, 6);
        Assert.Equal(model.Store.Parameters.Select(parameter => parameter.Name), new SizedPipeline(3).Store.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void BlocksOfTwoInputs()
    {
        var model = new Gated(3);
        Assert.Equal(2 * 8, model.Store.Parameters.Count);
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 3, 4);
    }

    [Fact]
    public void ElementwiseOperations() => GradientCheck.Floats(new Arithmetic(3) is var model ? model.Store : null!, model.Forward, model.Backward, 3, 5);

    [Fact]
    public void ReductionsAndOperandsOfFewerAxes() => GradientCheck.Floats(new Reductions(3) is var model ? model.Store : null!, model.Forward, model.Backward, 2, 3, 4, 2);

    /// <summary>Learned values with an axis that the example's vector lacks.</summary>
    [Fact]
    public void TablesBesideVectors()
    {
        var model = new Prototypes(3);
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 3, 4);
        float[] input = [0.5f, -1, 2, 0.25f, 1, 1, -0.5f, 0];
        Tensor<float> near = model.Predict(new ReadOnlyTensorSpan<float>(input, [2, 4]));
        Assert.Equal([2, 5], near.Lengths.ToArray());
        for (int b = 0; b < 2; b++)
        {
            double[] x = [.. Enumerable.Range(0, 3).Select(i => model.Parameters.Map.Bias.Value[i] + Enumerable.Range(0, 4).Sum(j => (double)model.Parameters.Map.Weight.Value[(i * 4) + j] * input[(b * 4) + j]))];
            for (int k = 0; k < 5; k++)
            {
                double[] row = [.. Enumerable.Range(0, 3).Select(i => (double)model.Parameters.Rows.Value[(k * 3) + i])];
                Assert.Equal((row.Zip(x, (r, v) => (v - r) * (v - r)).Sum() * model.Parameters.Widths.Value[k]) + (row.Average() * x.Sum()), near[b, k], 1e-5);
            }
        }
    }

    [Fact]
    public void Angles() => GradientCheck.Floats(new Angle(3) is var model ? model.Store : null!, model.Forward, model.Backward, 3, 5);

    [Fact]
    public void Projections()
    {
        var model = new Skips(3);
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 2, 2, 6, 6);
    }
}
