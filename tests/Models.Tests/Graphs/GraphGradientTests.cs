using System.Linq;
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

    [Fact]
    public void Angles() => GradientCheck.Floats(new Angle(3) is var model ? model.Store : null!, model.Forward, model.Backward, 3, 5);

    [Fact]
    public void Projections()
    {
        var model = new Skips(3);
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 2, 2, 6, 6);
    }
}
