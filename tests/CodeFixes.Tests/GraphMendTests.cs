using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>Mends in graph methods: the expression before and after, and that nothing is left to say.</summary>
public class GraphMendTests
{
    private const string Image = "[Input(3, 8, 8)] Symbol x", Vector = "[Input(8)] Symbol x", Two = "[Input(8)] Symbol x, [Input(6)] Symbol y", Steps = "[Sequence(12, MaxLength = 9)] Symbol x";

    [Theory]
    [InlineData("MGEN1001", "Insert .Flatten()", Image, "x.Relu().Linear(10)", "x.Relu().Flatten().Linear(10)")]
    [InlineData("MGEN1010", "Append .Repeat(Axis.Feature, 8) to the second operand", Two, "x * y.Linear(1)", "x * y.Linear(1).Repeat(Axis.Feature, 8)")]
    [InlineData("MGEN1010", "Append .Repeat(Axis.Feature, 8) to the first operand", Two, "(y.Linear(1) + 1) * x", "(y.Linear(1) + 1).Repeat(Axis.Feature, 8) * x")]
    [InlineData("MGEN1010", "Append .Linear(8) to the second operand", Two, "x + y", "x + y.Linear(8)")]
    [InlineData("MGEN1010", "Append .Linear(16) to the first operand", Vector, "x + x.Linear(16).Relu()", "x.Linear(16) + x.Linear(16).Relu()")]
    [InlineData("MGEN1010", "Append .Repeat(Axis.Feature, 8) to the second operand", Two, "Maximum(x, -y.Linear(1))", "Maximum(x, (-y.Linear(1)).Repeat(Axis.Feature, 8))")]
    [InlineData("MGEN1010", "Append .Conv2d(4, kernel: 1) to the first operand", Image, "x + x.Conv2d(4, kernel: 3, same: true).Relu()", "x.Conv2d(4, kernel: 1) + x.Conv2d(4, kernel: 3, same: true).Relu()")]
    [InlineData("MGEN1010", "Append .Linear(8) to the second operand", Two, "Cosine(x, y)", "Cosine(x, y.Linear(8))")]
    [InlineData("MGEN1010", "Swap the operands", "[Tensor(\"N<=5\", \"F:16\")] Symbol x, [Tensor(\"N<=5\", \"N<=5\")] Symbol y", "MatMul(x, y)", "MatMul(y, x)")]
    [InlineData("MGEN1011", "Take Axis.Feature", Vector, "x.Mean(Axis.Time)", "x.Mean(Axis.Feature)")]
    [InlineData("MGEN1011", "Take Axis.Channel", Image, "x.Max(Axis.Feature)", "x.Max(Axis.Channel)")]
    [InlineData("MGEN1011", "Take \"N\"", "[Tensor(\"N<=5\", \"F:16\")] Symbol x", "x.Mean(\"M\")", "x.Mean(\"N\")")]
    [InlineData("MGEN1011", "Take Axis.Feature", Vector, "Concat(Axis.Channel, x, x)", "Concat(Axis.Feature, x, x)")]
    [InlineData("MGEN1002", "Set inFeatures: 192", Image, "x.Flatten().Linear(10, inFeatures: 64)", "x.Flatten().Linear(10, inFeatures: 192)")]
    [InlineData("MGEN2002", "Set heads: 6", Steps, "x.SelfAttention(heads: 5).TakeLast()", "x.SelfAttention(heads: 6).TakeLast()")]
    [InlineData("MGEN2002", "Set heads: 6", Steps, "x.SelfAttention(5).TakeLast()", "x.SelfAttention(6).TakeLast()")]
    [InlineData("MGEN1001", "Set returnSequences: true", Steps, "x.Gru(3).Gru(4)", "x.Gru(3, returnSequences: true).Gru(4)")]
    [InlineData("MGEN1003", "Set kernel: 8", Image, "x.Conv2d(4, kernel: 9)", "x.Conv2d(4, kernel: 8)")]
    [InlineData("MGEN1007", "Take GlobalAveragePool() instead", Steps, "x.Flatten().Linear(2)", "x.GlobalAveragePool().Linear(2)")]
    [InlineData("MGEN5005", "Set bias: false", Image, "x.Conv2d(4, kernel: 3).BatchNorm()", "x.Conv2d(4, kernel: 3, bias: false).BatchNorm()")]
    [InlineData("MGEN1004", "Add [Linear(8)] to Think", Two, "x.Residual<Think>() + y.Sum()", "")]
    public async Task OfACall(string id, string title, string parameters, string before, string after)
    {
        if (after.Length > 0)
        {
            await Fix.VerifyMended(id, title, Source(parameters, before), Source(parameters, after));
            return;
        }

        string source = "using ModelGen;\n" + Source(parameters, before);
        await Fix.Verify(id, title, source, source.Replace("Linear(6)]", "Linear(6), Linear(8)]"));
    }

    [Fact]
    public Task AnActivationBeforeTheLoss() => Fix.VerifyMended(
        "MGEN5001", "Remove Softmax()",
        "[Model, Loss(Loss.CrossEntropy)] partial class M { [Forward] static Symbol Run([Input(8)] Symbol x) => x.Linear(3).Softmax(); }",
        "[Model, Loss(Loss.CrossEntropy)] partial class M { [Forward] static Symbol Run([Input(8)] Symbol x) => x.Linear(3); }");

    [Fact]
    public Task ChannelsOfAnInput() => Fix.VerifyMended(
        "MGEN5007", "Swap to channels-first: Input(3, 32, 32)",
        "[Model] partial class M { [Forward] static Symbol Run([Input(32, 32, 3)] Symbol x) => x.Flatten(); }",
        "[Model] partial class M { [Forward] static Symbol Run([Input(3, 32, 32)] Symbol x) => x.Flatten(); }");

    private static string Source(string parameters, string expression) => $$"""
        using static ModelGen.Graph;
        [Model] partial class M
        {
            [Forward] static Symbol Run({{parameters}}) => {{expression}};
        }
        {{(expression.Contains("Think", System.StringComparison.Ordinal) ? "[Block, Linear(6)] partial class Think;" : "")}}
        """;
}
