using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Models of other assemblies are known by their attributes alone, and so are methods of one's own.</summary>
public class AssemblyTests
{
    [Fact]
    public async Task AModelFromMetadata()
    {
        Compilation library = GeneratorRun.Of(UserProject.Compile("Library", ["using ModelGen;\n[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;"])).Output;
        using MemoryStream image = new();
        Assert.True(library.Emit(image).Success);
        Markup markup = Markup.Parse(
            """
            using System.Numerics.Tensors;
            class Program
            {
                void Run(Iris iris)
                {
                    iris.Predict(Tensor.CreateFromShape<float>([2, 4]));
                    iris.ComputeLoss(Tensor.CreateFromShape<float>([2, 4]), {|#0:Tensor.CreateFromShape<int>([2, 3])|});
                }
            }
            """);
        Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(UserProject.Compile("User", [markup.Source], MetadataReference.CreateFromImage(image.ToArray()))));
        Assert.Equal("MGEN4003", found.Id);
        Assert.Equal("'target' of Iris.ComputeLoss is [2, 3], expected [B] of ids from 0 to 2: give the position of the 1 instead of each row of 3", found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(markup.Spans[0], found.Location.SourceSpan);
    }

    [Fact]
    public Task MethodsOfOnesOwn() => Expected.Verify(
        """
        using System.Numerics.Tensors;
        static class Metrics
        {
            static float Accuracy([Shape("B, 10")] Tensor<float> logits, [Shape("B", Below = 10)] ReadOnlyTensorSpan<int> labels)
            {
                Mean({|#0:logits|});
                return 0;
            }

            [return: Shape("B, 3")]
            static Tensor<float> Mean([Shape("B, 3")] Tensor<float> x) => x;

            static void Pairs([Shape("B, T - 1")] Tensor<float> left, [Shape("B, T")] Tensor<float> right) { }

            static void Run()
            {
                Accuracy({|#1:Tensor.CreateFromShape<float>([4, 9])|}, new([1, 2, 3, 4], [4]));
                Accuracy(Tensor.CreateFromShape<float>([4, 10]), {|#2:new([1, 2, 3], [3])|});
                Accuracy({|#3:Mean(Tensor.CreateFromShape<float>([5, 3]))|}, new([1], [1]));
                Pairs(Tensor.CreateFromShape<float>([4, 9]), Tensor.CreateFromShape<float>([4, 10]));
                Pairs(Tensor.CreateFromShape<float>([4, 9]), {|#4:Tensor.CreateFromShape<float>([4, 9])|});
            }
        }
        """,
        new Expected("MGEN4001", 0, "'x' of Metrics.Mean is [?, 10], expected [B, 3]: axis 1 must be 3, not 10"),
        new Expected("MGEN4001", 1, "'logits' of Metrics.Accuracy is [4, 9], expected [B, 10]: axis 1 must be 10, not 9"),
        new Expected("MGEN4002", 2, "'labels' of Metrics.Accuracy is [3], but 'logits' is [4, 10]: axis 0 must be 4, not 3"),
        new Expected("MGEN4001", 3, "'logits' of Metrics.Accuracy is [5, 3], expected [B, 10]: axis 1 must be 10, not 3"),
        new Expected("MGEN4002", 4, "'right' of Metrics.Pairs is [4, 9], but 'left' is [4, 9]: axis 1 must be 10, not 9"));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"B,\"")]
    [InlineData("\"T<=\"")]
    [InlineData("\"T<=x\"")]
    [InlineData("null!")]
    [InlineData("missing")]
    [InlineData("\"B, 3\", Below = \"x\"")]
    [InlineData("\"2 * T, T / 2\"")]
    [InlineData("\"99999999999999999999, -3\"")]
    public Task AnAttributeThatCannotBeReadSaysNothing(string axes) => Expected.Verify(
        $$"""
        using System.Numerics.Tensors;
        static class Own
        {
            static void Take([Shape({{axes}})] Tensor<float> x) { }
            static void Run() => Take(Tensor.CreateFromShape<float>([4, 3]));
        }
        """);
}
