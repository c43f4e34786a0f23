using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Chains of element-wise functions: one node forward and one backward, and nothing between their ends in memory.</summary>
public class ChainTests
{
    private const string Five = "Gelu, Tanh, LeakyRelu(0.1), Sigmoid, Softplus";

    [Fact]
    public void AChainIsOneKernelForwardAndBackward()
    {
        PlannedModel plan = Compiled.Plan($"Input(8), {Five}");
        var prediction = Assert.Single(plan.Prediction[^1].Nodes);
        Assert.Equal("Softplus(Sigmoid(LeakyRelu(Tanh(Gelu(a)), 0.1)))", prediction.Op.Describe());
        TrainingGraph training = plan.Training[^1].Graph;
        Assert.Equal(prediction.Op.Describe(), Assert.Single(training.Forward.Nodes).Op.Describe());
        Node gradient = Assert.Single(training.Backward);
        Assert.Equal([training.OutputGradients[0], training.Forward.Inputs[0]], gradient.Inputs);
    }

    /// <summary>Saved: the chain's result, which is the model's, and no more.</summary>
    [Fact]
    public void NothingBetweenTheEndsIsKept() =>
        Assert.Equal(Compiled.Plan("Input(8), Gelu").ActivationBytes, Compiled.Plan($"Input(8), {Five}").ActivationBytes);

    [Theory]
    // The epilogue takes the first, the chain the rest.
    [InlineData("Input(4), Linear(3), Relu, Tanh, Sigmoid", "linear {Relu}; elementwise {Sigmoid(Tanh(a))}")]
    // A sum joins the chain before it.
    [InlineData("Input(4), Residual<R> where R = Tanh, Gelu", "elementwise {a + Gelu(Tanh(a))}")]
    [InlineData("Input(4), Residual<R> where R = LayerNorm, Tanh, Gelu", "layer_norm; elementwise {a + Gelu(Tanh(b))}")]
    // What another reader needs stays.
    [InlineData("Input(4), LayerNorm, Tanh, Residual<R>, Linear(2) where R = Linear(4)", "layer_norm; tanh; linear +residual; linear")]
    [InlineData("Input(4), Softmax, Tanh, Softmax", "softmax; tanh; softmax")]
    public void WhatIsMerged(string declaration, string expected)
    {
        string[] parts = declaration.Split(" where ");
        PlannedPass pass = Compiled.Plan(parts[0], parts[1..]).Prediction[^1];
        Assert.Equal(expected, string.Join("; ", pass.Nodes.Select(node =>
            node.Op.Name + (node.Op.Name is "elementwise" or "linear" && node.Op.Describe() is { Length: > 0 } text ? " {" + text + "}" : "") + (node.Op.Name == "linear" && node.Has(3) ? " +residual" : ""))));
    }

    /// <summary>All five are positive where their argument is: one comparison decides the gradient, and nothing is computed again.</summary>
    [Fact]
    public void OneComparisonServesAChainOfSlopes()
    {
        Node gradient = Assert.Single(Compiled.Plan("Input(8), LeakyRelu(0.1), Relu, LeakyRelu(0.2), LeakyRelu(0.3), Relu").Training[^1].Graph.Backward);
        Assert.Equal("relu_backward", gradient.Op.Name);
        Node sloped = Assert.Single(Compiled.Plan("Input(8), LeakyRelu(0.5), LeakyRelu(0.25)").Training[^1].Graph.Backward);
        Assert.Equal("Where(Less(0, b), a, a * 0.25 * 0.5)", sloped.Op.Describe());
    }

    /// <summary>A negative slope is positive on both sides.</summary>
    [Fact]
    public void ANegativeSlopeKeepsItsOwnComparison() =>
        Assert.Contains("LeakyRelu(b, -0.5)", Assert.Single(Compiled.Plan("Input(8), LeakyRelu(-0.5), LeakyRelu(0.25)").Training[^1].Graph.Backward).Op.Describe());

    [Fact]
    public void ALongChainIsAFewKernels()
    {
        PlannedModel plan = Compiled.Plan($"Input(8), {string.Join(", ", Enumerable.Repeat("Tanh", 40))}");
        Assert.Equal(3, plan.Prediction[^1].Nodes.Count);
        Assert.Equal(3, plan.Training[^1].Graph.Forward.Nodes.Count);
        Assert.InRange(plan.Training[^1].Graph.Backward.Count, 3, 6);
        Assert.All(plan.Training[^1].Graph.Backward, node => Assert.InRange(node.Inputs.Count, 2, 3));
    }

    /// <summary>x · tanh(x): both of its reads are of one value, which the product before it makes.</summary>
    [Fact]
    public void AValueThatIsReadTwiceByOneChainIsOneInput()
    {
        var builder = new GraphBuilder("Swish");
        Value x = builder.Input("x", TensorType.Batch(DType.F32, Axis.Feature(4)));
        Value log = builder.Add(new ElementwiseOp(Functions.Softplus), "log", x);
        Value tanh = builder.Add(new ElementwiseOp(Functions.Tanh), "tanh", log);
        Graph graph = builder.Build(builder.Add(new ElementwiseOp(Functions.Multiply), "y", x, tanh));
        TrainingGraph fused = Verify.Run(Fuse.Run(Differentiate.Run(graph)));
        Node mish = Assert.Single(fused.Forward.Nodes);
        Assert.Equal("a * Tanh(Softplus(a))", mish.Op.Describe());
        Assert.Equal([x], mish.Inputs);
        Node gradient = Assert.Single(fused.Backward);
        Assert.Equal([fused.OutputGradients[0], x], gradient.Inputs);
        Assert.Equal(1, ((ElementwiseOp)gradient.Op).Expression.Terms.Count(term => term.Function == Functions.Softplus)); // shared by value and slope
    }

    [Fact]
    public void TwoGraphsOfOneDeclarationHaveEqualExpressions()
    {
        static Expression Of() => ((ElementwiseOp)Assert.Single(Compiled.Plan($"Input(8), {Five}").Training[^1].Graph.Backward).Op).Expression;
        Assert.Equal(Of(), Of());
        Assert.Equal(Of().GetHashCode(), Of().GetHashCode());
    }

    [Fact]
    public void TheTableIsWhole() => Assert.All(Functions.All, function =>
    {
        string[] holes = [.. Enumerable.Range(0, function.Arity).Select(i => $"{{{i}}}")];
        Assert.All(new[] { function.Simd, function.Gpu }, text => Assert.All(holes, hole => Assert.Contains(hole, text, StringComparison.Ordinal)));

        // Each argument once, and no numbers besides: whoever counts values and uses sees them.
        Assert.All(new[] { function.Simd, function.Gpu, function.Torch }.Where(text => text.Length > 0), text => Assert.All(holes, hole => Assert.Equal(2, text.Split(hole).Length)));
        Assert.True(function == Functions.Not || !function.Simd.Contains("T.Of(", StringComparison.Ordinal), function.Name);
        Assert.Equal(function.Binding < 3 ? 0 : 1, function.Simd.Split("T.").Length - 1 - (function == Functions.Not ? 1 : 0));
        if (function.Torch.Length > 0)
        {
            Assert.All(holes, hole => Assert.Contains(hole, function.Torch, StringComparison.Ordinal));
        }

        if (!function.IsMask)
        {
            Assert.NotNull(Derivative.Of(Expression.Of(function, [.. Enumerable.Repeat(0.5, function.Name == "Clamp" ? 2 : function.Name is "Power" or "LeakyRelu" or "Elu" ? 1 : 0)]), function.Name == "Where" ? 1 : 0));
        }
    });
}
