using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Ops.WindowMask;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>A sequence owns the mask of its padding, and all that ask for it get the same value.</summary>
public class MaskTests
{
    private const string Tokens = "Tokens(Vocabulary = 9, Context = 8, Padding = 0), Embedding(4)";

    [Theory]
    [InlineData("Residual<A>, Residual<B>, GlobalMaxPool")]
    [InlineData("Residual<A>, TakeLast")]
    [InlineData("SelfAttention(Heads = 2), LayerNorm, Lstm(3, Bidirectional = true)")]
    public void OneNodeMakesIt(string layers)
    {
        Graph graph = Compiled.Graph($"{Tokens}, {layers}", "A = SelfAttention(Heads = 2)", "B = Gru(4, ReturnSequences = true)");
        Assert.Single(graph.Nodes, node => node.Op is PaddingMaskOp);
    }

    [Fact]
    public void ABlockHasOneInputForIt()
    {
        Graph graph = Compiled.Graph($"{Tokens}, Repeat<E>(2), GlobalMaxPool", "E = Residual<A>, Residual<B>", "A = SelfAttention(Heads = 2)", "B = LayerNorm, SelfAttention(Heads = 1)");
        Assert.Equal([DType.F32, DType.Mask], Assert.Single(graph.Children).Graph.Inputs.Select(input => input.Type.DType));
    }

    [Theory]
    [InlineData("Input(4), Linear(3)", null)]
    [InlineData("Tokens(Vocabulary = 9, Context = 8), Embedding(4)", null)]
    [InlineData(Tokens, "[B, T]")]
    [InlineData(Tokens + ", Conv1d(4, Kernel = 3), Relu", "[B, Steps1(T)]")]
    [InlineData(Tokens + ", Residual<A>", "[B, T]")] // the other branch has no windows
    [InlineData(Tokens + ", Repeat<A>(3), MaxPool1d(2)", "[B, Steps1(T)]")]
    [InlineData(Tokens + ", Conv1d(4, Kernel = 3), TakeFirst", null)]
    public void AResultKnowsItsOwn(string model, string? expected)
    {
        Value output = Compiled.Graph(model, "A = Conv1d(4, Kernel = 3, Same = true)").Outputs[0];
        Assert.Equal(expected, output.Mask?.In(new GraphBuilder("more")).Type.SizesText);
    }

    /// <summary>Windows that keep the length leave no padding between real steps, and those of later copies find it so.</summary>
    [Fact]
    public void ARepeatedBlocksWindowsCountOnce()
    {
        Graph graph = Compiled.Graph($"{Tokens}, Repeat<A>(3), GlobalMaxPool", "A = Conv1d(4, Kernel = 3, Same = true), MaxPool1d(3, Stride = 1, Padding = 1)");
        Assert.Equal(2, graph.Nodes.Count(node => node.Op is WindowMaskOp));
    }
}
