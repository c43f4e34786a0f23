using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ops.Conv2d;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.LayerNorm;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.RmsNorm;
using ModelGen.Compiler.Ops.WindowPool;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Each pattern fires where it must, and not where a value has another reader.</summary>
public class FusionTests
{
    [Theory]
    // Activation into the product before it.
    [InlineData("Input(4), Linear(3), Relu", "linear {Relu}")]
    [InlineData("Input(4), LayerNorm, Relu", "layer_norm, relu")]
    [InlineData("Input(4), Linear(3), Relu, Tanh", "linear {Relu}, tanh")]
    // Residual into the product before it, activation and all.
    [InlineData("Input(4), Residual<R> where R = Linear(4)", "linear +residual")]
    [InlineData("Input(4), Residual<R> where R = Linear(4), Gelu", "linear {Gelu} +residual")]
    [InlineData("Input(4), Residual<R> where R = LayerNorm", "layer_norm, add")]
    // x + relu(x): the product's plain value is both read by the activation and added.
    [InlineData("Input(4), Linear(4), Residual<R> where R = Relu", "linear {Relu}, add")]
    [InlineData("Input(4), Linear(4), Residual<R> where R = Tanh, Linear(4)", "linear {Tanh}, linear +residual")]
    // The product's value goes around two branches: only the second sum may take it.
    [InlineData("Input(4), Residual<R>, Residual<Q> where R = Linear(4) ; Q = LayerNorm, Linear(4)", "linear +residual, layer_norm, linear +residual")]
    // Positions into the embedding.
    [InlineData("Tokens(Vocabulary = 5, Context = 4), Embedding(4), PositionEmbedding", "embedding +positions")]
    [InlineData("Tokens(Vocabulary = 5, Context = 4), Embedding(4), LayerNorm, PositionEmbedding", "embedding, layer_norm, position")]
    [InlineData("Tokens(Vocabulary = 5, Context = 4), Embedding(4), PositionEmbedding, PositionEmbedding", "embedding +positions, position")]
    [InlineData("Tokens(Vocabulary = 5, Context = 4), Embedding(4), Residual<R> where R = PositionEmbedding", "embedding, position, add")]
    // A pool into the convolution before it.
    [InlineData("Input(3, 9, 9), Conv2d(4, Kernel = 3), Relu, MaxPool2d(2)", "conv2d {4 x 3 x 3, Relu, pool max, 2 x 2, stride = 2}")]
    [InlineData("Input(3, 9, 9), Conv2d(4, Kernel = 3), AvgPool2d(2)", "conv2d {4 x 3 x 3, pool mean, 2 x 2, stride = 2}")]
    [InlineData("Input(3, 9, 9), Conv2d(4, Kernel = 3), MaxPool2d(2), Relu", "conv2d {4 x 3 x 3, pool max, 2 x 2, stride = 2}, relu")]
    public void Prediction(string declaration, string expected)
    {
        string[] parts = declaration.Split(" where ");
        PlannedPass pass = Compiled.Plan(parts[0], parts.Length > 1 ? parts[1].Split(" ; ") : []).Prediction[^1];
        Assert.Equal(expected, string.Join(", ", pass.Nodes.Select(node =>
            node.Op.Name
            + (node.Op is LinearOp { Activation: not Activation.None } or Conv2dOp ? " {" + node.Op.Describe() + "}" : "")
            + (node.Op is LinearOp && node.Has(3) ? " +residual" : "")
            + (node.Op is EmbeddingOp && node.Has(2) ? " +positions" : ""))));
    }

    [Fact]
    public void TheValueBeforeAnActivationIsKeptForBackward()
    {
        PlannedTraining pass = Compiled.Plan("Input(4), Linear(3), Gelu, Loss(Loss.MeanSquaredError)").Training[^1];
        var product = Assert.Single(pass.Graph.Forward.Nodes);
        Assert.Equal(2, product.Outputs.Count);
        Assert.Contains(pass.Graph.Backward, node => node.Op is ElementwiseOp { Slope: Activation.Gelu } && node.Input(1) == product.Outputs[1]);
    }

    [Theory]
    [InlineData("MaxPool2d(2)", true)]
    [InlineData("Relu, MaxPool2d(2)", true)]
    [InlineData("Relu, AvgPool2d(2)", true)] // backward reads the value before the activation
    [InlineData("AvgPool2d(2)", false)]
    public void APoolStaysApartWhereBackwardReadsWhatItPools(string layers, bool isApart)
    {
        PlannedTraining pass = Compiled.Plan($"Input(3, 9, 9), Conv2d(4, Kernel = 3), {layers}, Flatten, Linear(2), Loss(Loss.CrossEntropy)").Training[^1];
        Assert.Equal(isApart, pass.Graph.Forward.Nodes.Any(node => node.Op is WindowPoolOp));
    }

    [Fact]
    public void AnActivationsGradientJoinsTheProductThatGivesIt()
    {
        PlannedTraining pass = Compiled.Plan("Input(4), Linear(3), Relu, Linear(2)").Training[^1];
        Assert.DoesNotContain(pass.Graph.Backward, node => node.Op is ElementwiseOp);
        Assert.Contains(pass.Graph.Backward, node => node.Op is LinearInputGradientOp { Activation: Activation.Relu } && node.Has(2));
    }

    [Theory]
    [InlineData("Input(4), Linear(4), Residual<R> where R = LayerNorm, Linear(4)", nameof(LayerNormGradientOp), 6)]
    [InlineData("Input(4), Linear(4), Residual<R> where R = RmsNorm, Linear(4)", nameof(RmsNormGradientOp), 4)]
    [InlineData("Input(4), LayerNorm, Residual<R> where R = Linear(4)", nameof(LinearInputGradientOp), 3)]
    public void TheGradientAroundABranchJoinsTheBranchsLastKernel(string declaration, string op, int input)
    {
        string[] parts = declaration.Split(" where ");
        PlannedTraining fused = Compiled.Plan(parts[0], parts[1]).Training[^1];
        Assert.DoesNotContain(fused.Graph.Backward, node => node.Op is ElementwiseOp { IsSum: true });
        Assert.Contains(fused.Graph.Backward, node => node.Op.GetType().Name == op && node.Has(input));
        PlannedTraining plain = ModelCompiler.PlanCpu(Compiled.Model(parts[0], parts[1]), fuse: false).Training[^1];
        Assert.Contains(plain.Graph.Backward, node => node.Op is ElementwiseOp { IsSum: true });
    }
}
