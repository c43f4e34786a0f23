using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>MGEN4001: what a model takes against what it is given, with the mend that is likeliest.</summary>
public class ArgumentTests
{
    [Theory]
    [InlineData("[32, 5]", "axis 1 must be 4, not 5")]
    [InlineData("[4]", "put the batch axis first, [1, 4]")]
    [InlineData("[4, 32]", "the two axes are swapped: [32, 4]")]
    [InlineData("[32, 4, 1]", "drop axis 2, which is 1")]
    [InlineData("[32, 2, 2]", "reshape it to [32, 4]")]
    [InlineData("[2, 3, 4, 5, 6]", "it must have 2 axes, not 5")]
    [InlineData("[n, 5]", "axis 1 must be 4, not 5")]
    public Task Features(string lengths, string mend) => Program.Verify(
        $"iris.Predict({{|#0:Tensor.CreateFromShape<float>({lengths})|}});",
        new Expected("MGEN4001", 0, $"'input' of Iris.Predict is {lengths}, expected [B, 4]: {mend}"));

    [Theory]
    [InlineData("[16, 8, 8, 3]", "the channels stand last, they must stand before height and width: [16, 3, 8, 8]")]
    [InlineData("[3, 8, 8]", "put the batch axis first, [1, 3, 8, 8]")]
    [InlineData("[16, 192]", "reshape it to [16, 3, 8, 8]")]
    [InlineData("[192]", "192 values are there: reshape it to [1, 3, 8, 8]")]
    [InlineData("[16, 1, 8, 8]", "axis 1 must be 3, not 1")]
    [InlineData("[3, 16, 8, 8]", "the first two axes are swapped: [16, 3, 8, 8]")]
    public Task Images(string lengths, string mend) => Program.Verify(
        $"images.Predict({{|#0:Tensor.CreateFromShape<float>({lengths})|}});",
        new Expected("MGEN4001", 0, $"'input' of Images.Predict is {lengths}, expected [B, 3, 8, 8]: {mend}"));

    [Fact]
    public Task LongerThanTheContext() => Program.Verify(
        "gpt.Predict({|#0:Tensor.CreateFromShape<int>([2, 21])|});",
        new Expected("MGEN4001", 0, "'input' of Gpt.Predict is [2, 21], expected [B, T<=20]: axis 1 may be 20 at most, not 21"));
}
