using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>MGEN4002 to MGEN4004: targets beside inputs, and ids.</summary>
public class TargetTests
{
    [Theory]
    [InlineData("[31]", "MGEN4002", "is [31], but 'input' is [32, 4]: each example needs one target, 32, not 31")]
    [InlineData("[32, 3]", "MGEN4003", "is [32, 3], expected [B] of ids from 0 to 2: give the position of the 1 instead of each row of 3")]
    [InlineData("[32, 1]", "MGEN4001", "is [32, 1], expected [B]: drop axis 1, which is 1")]
    [InlineData("[1, 32]", "MGEN4001", "is [1, 32], expected [B]: drop axis 0, which is 1")]
    public Task Classes(string lengths, string id, string message) => Program.Verify(
        $"iris.ComputeGradients(Tensor.CreateFromShape<float>([32, 4]), {{|#0:Tensor.CreateFromShape<int>({lengths})|}});",
        new Expected(id, 0, $"'target' of Iris.ComputeGradients {message}"));

    [Theory]
    [InlineData("[2, 7, 3]", "[2, 8, 3]", "MGEN4002", "[2, 7, 3], but 'input' is [2, 8, 6]: axis 1 must be 8, not 7")]
    [InlineData("[2, 8, 6]", "[2, 8, 3]", "MGEN4001", "[2, 8, 6], expected [B, T<=9, 3]: axis 2 must be 3, not 6")]
    [InlineData("[2, 8]", "[2, 8, 3]", "MGEN4001", "[2, 8], expected [B, T<=9, 3]: each target is a row of 3, not one number: encode ids as one-hot rows, or take Loss.CrossEntropy, which takes ids")]
    public Task OfTheOutputsShape(string wrong, string right, string id, string message) => Program.Verify(
        $$"""
        series.ComputeLoss(Tensor.CreateFromShape<float>([2, 8, 6]), {|#0:Tensor.CreateFromShape<float>({{wrong}})|});
        series.ComputeLoss(Tensor.CreateFromShape<float>([2, 8, 6]), Tensor.CreateFromShape<float>({{right}}));
        """,
        new Expected(id, 0, "'target' of Series.ComputeLoss is " + message));

    [Fact]
    public Task ATargetWithoutTheOutputsAxis() => Program.Verify(
        "scores.ComputeLoss(Tensor.CreateFromShape<float>([8, 784]), {|#0:Tensor.CreateFromShape<float>([8])|});",
        new Expected("MGEN4001", 0, "'target' of Scores.ComputeLoss is [8], expected [B, 1]: reshape it to [8, 1]"));

    [Fact]
    public Task NextTokensOfAnotherLength() => Program.Verify(
        "gpt.ComputeGradients(Tensor.CreateFromShape<int>([n, m]), {|#0:Tensor.CreateFromShape<int>([n, m - 1])|});",
        new Expected("MGEN4002", 0, "'target' of Gpt.ComputeGradients is [n, m - 1], but 'input' is [n, m]: axis 1 must be m, not m - 1"));

    [Fact]
    public Task NamedArgumentsInAnyOrder() => Program.Verify(
        "iris.ComputeLoss(target: Tensor.CreateFromShape<int>([31]), input: {|#0:Tensor.CreateFromShape<float>([32, 4])|});",
        new Expected("MGEN4002", 0, "'input' of Iris.ComputeLoss is [32, 4], but 'target' is [31]: axis 0 must be 31, not 32"));

    [Theory]
    [InlineData("1, 2, {|#0:3|}", "3", "count ids from 0, the last is 2, not 3")]
    [InlineData("0, {|#0:7|}, 9", "7", "ids go from 0 to 2, 7 is none")]
    [InlineData("0, {|#0:-1|}, 1", "-1", "ids go from 0 to 2, -1 is none")]
    public Task ClassIds(string ids, string id, string mend) => Program.Verify(
        $"iris.ComputeGradients(Tensor.CreateFromShape<float>([3, 4]), new([{ids}], [3]));",
        new Expected("MGEN4004", 0, $"'target' of Iris.ComputeGradients has the id {id}: {mend}"));

    [Fact]
    public Task TheIgnoredIdIsNoFault() => Program.Verify("iris.ComputeGradients(Tensor.CreateFromShape<float>([3, 4]), new([-100, 2, 0], [3]));");

    [Fact]
    public Task TokenIdsInALocal() => Program.Verify(
        """
        int[] ids = [3, {|#1:17|}, 4];
        gpt.Predict({|#0:new(ids, [1, 3])|});
        """.Replace("{|#1:17|}", "{|#2:17|}").Replace("{|#0:", "{|#3:"),
        new Expected("MGEN4004", 2, "'input' of Gpt.Predict has the id 17: ids go from 0 to 16, 17 is none", 3));

    [Fact]
    public Task IdsThatMayHaveChangedAreNotKnown() => Program.Verify(
        """
        int[] first = [3, 17, 4];
        first[1] = 2;
        gpt.Predict(new(first, [1, 3]));
        int[] second = [3, 17, 4];
        Array.Fill(second, 1);
        gpt.Predict(new(second, [1, 3]));
        int[] third = [3, 17, 4];
        third.AsSpan().Clear();
        gpt.Predict(new(third, [1, 3]));
        int[] fourth = [3, 17, 4];
        int[] alias = fourth;
        alias[1] = 0;
        gpt.Predict(new(fourth, [1, 3]));
        Tensor<int> fifth = Tensor.Create([3, 17, 4], [1, 3]);
        fifth[0, 1] = 0;
        gpt.Predict(fifth);
        int[] sixth = [3, 17, 4];
        foreach (ref int id in sixth.AsSpan()) id = 0;
        gpt.Predict(new(sixth, [1, 3]));
        int[] seventh = [3, 17, 4];
        (seventh[1], seventh[0]) = (1, 1);
        gpt.Predict(new(seventh, [1, 3]));
        """);

    [Fact]
    public Task SecondSegmentsStandAboveTheVocabulary() => Expected.Verify(
        """
        class P { void F(Encoder encoder) { System.Numerics.Tensors.ReadOnlyTensorSpan<int> ids = new([9, 10, 19], [1, 3]); encoder.Predict(ids); encoder.Predict(new([0, {|#0:20|}], [1, 2])); } }
        [Transformer(Style = TransformerStyle.Bert, Layers = 1, Heads = 2, Width = 8, Vocabulary = 10, Context = 8)] public partial class Encoder;
        """,
        new Expected("MGEN4004", 0, "'input' of Encoder.Predict has the id 20: ids go from 0 to 19, 20 is none"));

    [Fact]
    public Task ADecodersPrompt() => Program.Verify(
        """
        var decoder = gpt.CreateDecoder();
        decoder.Append([3, {|#0:17|}]);
        decoder.Append({|#1:new int[21]|});
        """,
        new Expected("MGEN4004", 0, "'tokens' of DecoderSession.Append has the id 17: ids go from 0 to 16, 17 is none"),
        new Expected("MGEN4001", 1, "'tokens' of DecoderSession.Append is [21], expected [T<=20]: axis 0 may be 20 at most, not 21"));
}
