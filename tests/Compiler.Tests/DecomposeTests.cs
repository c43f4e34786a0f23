using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.RecurrentLayers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>What a target does not have as one op is made of ops that it has.</summary>
public class DecomposeTests
{
    [Theory]
    [InlineData("Lstm(3, ReturnSequences = true)", "linear, recurrent")]
    [InlineData("Gru(3)", "linear, recurrent, take_last")]
    [InlineData("Rnn(3, Bidirectional = true)", "linear, recurrent, take_last, linear, recurrent, take_first, concatenate")]
    [InlineData("Lstm(3, Layers = 2, ReturnSequences = true)", "linear, recurrent, linear, recurrent")]
    public void ARecurrentLayerIsOneOpUntilATargetTakesItApart(string layer, string parts)
    {
        string attributes = $"Sequence(5, MaxLength = 7), {layer}";
        Assert.IsType<RecurrentLayersOp>(Assert.Single(Compiled.Graph(attributes).Nodes).Op);
        Graph apart = Compiled.WithGradients(attributes);
        Assert.Equal(parts, string.Join(", ", apart.Nodes.Select(node => node.Op.Name)));
        Assert.Equal(apart.Outputs[0], apart.Nodes[^1].Output);
        Assert.All(apart.Nodes, node => Assert.Equal(layer.Split('(')[0], node.Layer?.Kind));
    }

    /// <summary>The model's table says the same whether or not a target has the op.</summary>
    [Theory]
    [InlineData("Lstm(3)")]
    [InlineData("Gru(4, Layers = 3, Bidirectional = true)")]
    [InlineData("Rnn(2, Layers = 2, ReturnSequences = true)")]
    public void ItCostsWhatItsPartsCost(string layer)
    {
        string attributes = $"Sequence(5, MaxLength = 7), {layer}";
        Assert.Equal(Costs.Total(Compiled.WithGradients(attributes).Nodes), Costs.Total(Compiled.Graph(attributes).Nodes));
    }

    [Fact]
    public void BlocksAreTakenApartToo()
    {
        Graph graph = Compiled.WithGradients("Sequence(4, MaxLength = 7), Repeat<A>(2)", "A = Gru(4, ReturnSequences = true)");
        Assert.Equal(["linear", "recurrent"], Assert.Single(graph.Children).Graph.Nodes.Select(node => node.Op.Name));
        Assert.Same(graph.Children[0], Assert.Single(graph.Nodes).Op.Callee);
    }

    [Fact]
    public void WhatATargetHasStaysTheSameGraph()
    {
        LoweredModel model = Compiled.Model("Input(4), Linear(4), Residual<A>", "A = Relu");
        Assert.Same(model.Main, Decompose.Run(model, _ => true).Main);
        Assert.Contains(Decompose.Run(model, op => op is not ElementwiseOp).Main.Nodes, node => node.Op is ElementwiseOp); // made of no others: the target refuses it
    }
}
