using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.BatchNorm;
using ModelGen.Compiler.Ops.Conv1d;
using ModelGen.Compiler.Ops.Conv2d;
using ModelGen.Compiler.Ops.ConvTranspose2d;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.GroupNorm;
using ModelGen.Compiler.Ops.LayerNorm;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Position;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.RmsNorm;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>The structure of backward graphs; their numbers are checked by central differences and against PyTorch.</summary>
public class DifferentiateTests
{
    [Theory]
    [InlineData("Input(4), Linear(3)", "linear_backward_weight, linear_backward_input")]
    [InlineData("Input(4), LayerNorm", "layer_norm_backward")]
    [InlineData("Input(4), RmsNorm", "rms_norm_backward")]
    [InlineData("Input(4), Relu", "relu_backward")]
    [InlineData("Input(4), Softmax", "softmax_backward")]
    [InlineData("Input(4), Dropout(0.5)", "dropout")]
    [InlineData("Input(4, 4), Flatten, Relu", "relu_backward, reshape")]
    [InlineData("Input(4, 4), Flatten", "reshape")]
    [InlineData("Input(3, 4, 4), GlobalMaxPool", "global_pool_backward")]
    [InlineData("Sequence(4, MaxLength = 3), TakeFirst", "take_first_backward")]
    [InlineData("Sequence(4, MaxLength = 3), TakeLast", "take_last_backward")]
    [InlineData("Sequence(4, MaxLength = 3), SinusoidalPosition, Tanh", "tanh_backward")]
    [InlineData("Sequence(4, MaxLength = 3), PositionEmbedding", "position_backward")]
    [InlineData("Input(4), SwiGlu(3)", "linear_backward_weight, linear_backward_input, gated_silu_backward, linear_backward_weight, linear_backward_input")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 1, Rotary = true)", "linear_backward_weight, linear_backward_input, packed_attention_backward, rotary_backward, linear_backward_weight, linear_backward_input")]
    [InlineData("Tokens(Vocabulary = 5, Context = 3), Embedding(4)", "embedding_backward")]
    public void ReverseWalk(string attributes, string expected) =>
        Assert.Equal(expected, string.Join(", ", Differentiate.Run(Compiled.WithGradients(attributes)).Backward.Select(node => node.Op.Name)));

    [Fact]
    public void GradientsOfAValueWithTwoReadersAreSummed()
    {
        TrainingGraph graph = Differentiate.Run(Compiled.WithGradients("Input(4), Residual<R>", "R = Linear(4)"));
        Node sum = Assert.Single(graph.Backward, node => node.Op is ElementwiseOp { IsSum: true });
        Assert.Same(Assert.Single(graph.InputGradients), sum.Output);
        Assert.Contains(Assert.Single(graph.OutputGradients), sum.Inputs);
    }

    [Fact]
    public void TokensHaveNoGradient() => Assert.Equal([null], Differentiate.Run(Compiled.WithGradients("Tokens(Vocabulary = 5, Context = 3), Embedding(4), Linear(3)")).InputGradients);

    [Fact]
    public void EveryParameterHasOneNodeThatAddsToItsGradient() => Assert.All(
        Enumerable.Range(0, 100),
        seed =>
        {
            string attributes = new RandomSpecs(seed).Pipeline(out string[] blocks);
            foreach (Graph graph in Compiled.WithGradients(attributes, blocks).WithCallees())
            {
                TrainingGraph training = Differentiate.Run(graph);
                foreach (Value parameter in graph.Parameters.Where(parameter => !parameter.Parameter!.IsBuffer))
                {
                    Assert.Single(training.Backward, node => node.Op.HasEffect && Trained(node).Contains(parameter));
                }
            }
        });

    [Fact]
    public void ATiedWeightGetsBothGradients()
    {
        TrainingGraph graph = Differentiate.Run(Compiled.WithGradients(Golden.Gpt));
        Value table = graph.Forward.Parameters.Single(parameter => parameter.Parameter!.Member == "TokenEmbedding.Weight");
        Assert.Equal(["linear_backward_weight", "embedding_backward"], graph.Backward.Where(node => Trained(node).Contains(table)).Select(node => node.Op.Name));
    }

    [Fact]
    public void GradientsHaveTheTypesOfTheirValues() => Assert.All(
        Enumerable.Range(0, 100),
        seed =>
        {
            string attributes = new RandomSpecs(seed).Pipeline(out string[] blocks);
            foreach (Graph graph in Compiled.WithGradients(attributes, blocks).WithCallees())
            {
                TrainingGraph training = Verify.Run(Differentiate.Run(graph));
                Assert.Equal(graph.Outputs.Select(output => output.Type), training.OutputGradients.Select(gradient => gradient.Type));
                Assert.All(training.InputGradients.Zip(graph.Inputs), pair => Assert.True(pair.First is null || pair.First.Type.Equals(pair.Second.Type)));
            }
        });

    // A product reads its weight to compute the input's gradient; only the nodes below add to parameters.
    private static IEnumerable<Value?> Trained(Node node) => node.Op switch
    {
        LinearWeightGradientOp or Conv1dWeightGradientOp or Conv2dWeightGradientOp or ConvTranspose2dWeightGradientOp => node.Inputs.Skip(2),
        LayerNormGradientOp or BatchNormGradientOp or GroupNormGradientOp => [node.Input(2), node.Input(3)],
        RmsNormGradientOp => [node.Input(2)],
        RecurrentWeightGradientOp => [node.Input(2), node.Input(3)],
        EmbeddingGradientOp => [node.Input(2)],
        PositionGradientOp => [node.Input(1)],
        _ => [],
    };
}
