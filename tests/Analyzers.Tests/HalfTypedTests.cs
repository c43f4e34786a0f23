using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Where C# already reports an error, nothing is added to it.</summary>
public class HalfTypedTests
{
    [Theory]
    [InlineData("Linear()")]
    [InlineData("Linear(\"64\")")]
    [InlineData("Linear(missing)")]
    [InlineData("Dropout")]
    [InlineData("SelfAttention")]
    [InlineData("SelfAttention(Heads = )")]
    [InlineData("SelfAttention(Heads = \"6\")")]
    [InlineData("Reshape(1, \"2\", 3)")]
    [InlineData("Use<Missing>")]
    [InlineData("Repeat<B>()")]
    [InlineData("Repeat<>(3)")]
    [InlineData("Loss")]
    [InlineData("Loss(Loss.Missing)")]
    [InlineData("Target, Loss(Loss.CrossEntropy)")]
    [InlineData("SwiGlu")]
    [InlineData("Unknown(3)")]
    public Task OnlyTheCompilersOwnError(string layer) => Expected.Verify(
        $"[Block, LayerNorm] partial class B; [Model, Sequence(12, MaxLength = 4), Use<B>, {layer}] partial class M;");

    [Theory]
    [InlineData("Tokens")]
    [InlineData("Tokens(Vocabulary = 5)")]
    [InlineData("Tokens(Vocabulary = \"5\", Context = 7)")]
    public Task Tokens(string input) => Expected.Verify($"[Model, {input}, Embedding, Relu] partial class M;");

    [Theory]
    [InlineData("Sequence()")]
    [InlineData("Sequence(5)")]
    [InlineData("Input(\"4\")")]
    [InlineData("Input(3, missing, 3)")]
    public Task Inputs(string input) => Expected.Verify($"[Model, {input}, Relu] partial class M;");
}
