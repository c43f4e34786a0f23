using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>One mend of each kind: the source before and after, and that nothing is left to say.</summary>
public class MendTests
{
    [Fact]
    public Task MakePartial() => Fix.VerifyMended(
        "MGEN0001", "Make partial",
        "[Model, Input(4), Linear(3)]\npublic class M { }",
        "[Model, Input(4), Linear(3)]\npublic partial class M { }");

    [Fact]
    public Task MakeTheClassesAroundPartial() => Fix.VerifyMended(
        "MGEN0001", "Make partial",
        "public static class Outer { internal sealed record Middle { [Model, Input(4), Linear(3)] class M; } } ",
        "public static partial class Outer { internal sealed partial record Middle { [Model, Input(4), Linear(3)] partial class M; } } ");

    [Fact]
    public async Task MakeEveryDeclarationPartial() => Assert.Equal(
        ["using ModelGen; [Model, Input(4), Linear(3)] partial class M;", "partial class M;"],
        await Fix.Apply("MGEN0001", "Make partial", "using ModelGen; [Model, Input(4), Linear(3)] class M;", "class M;"));

    [Fact]
    public Task InsertFlatten() => Fix.VerifyMended(
        "MGEN1001", "Insert [Flatten]",
        "[Model, Input(3, 32, 32), Relu, Linear(10)] partial class M;",
        "[Model, Input(3, 32, 32), Relu, Flatten, Linear(10)] partial class M;");

    [Fact]
    public Task InsertFlattenInABlock() => Fix.VerifyMended(
        "MGEN1001", "Insert [Flatten]",
        "[Block, Linear(10)] partial class B; [Model, Input(28, 28), Use<B>] partial class M;",
        "[Block, Flatten, Linear(10)] partial class B; [Model, Input(28, 28), Use<B>] partial class M;");

    [Theory]
    [InlineData("Lstm(8)")]
    [InlineData("Conv1d(8, Kernel = 3), GlobalAveragePool")]
    public Task DeclareASequence(string layer) => Fix.VerifyMended(
        "MGEN1001", "Take [Sequence(32, MaxLength = 10)] instead",
        $"[Model, Input(10, 32), {layer}, Linear(2)] partial class M;",
        $"[Model, Sequence(32, MaxLength = 10), {layer}, Linear(2)] partial class M;");

    /// <summary>Another number was meant.</summary>
    [Fact]
    public async Task NoProjectionBetweenWidthsThatAreFarApart()
    {
        Project project = EditorProject.Of("using ModelGen;\n[Block, Linear(8), Relu] partial class Think; [Model, Input(512), Residual<Think>] partial class M;");
        Diagnostic fault = (await EditorProject.Diagnostics(project)).First(found => found.Id == "MGEN1004");
        Assert.Empty(await Fix.Offered(project, fault));
    }

    [Fact]
    public Task SetInFeatures() => Fix.VerifyMended(
        "MGEN1002", "Set InFeatures = 9216",
        "[Model, Input(96, 96), Flatten, Linear(64, InFeatures = 40 * 40, Bias = false)] partial class M;",
        "[Model, Input(96, 96), Flatten, Linear(64, InFeatures = 9216, Bias = false)] partial class M;");

    [Fact]
    public Task SwapToTheChannelsThatAConvolutionCounts() => Fix.VerifyMended(
        "MGEN1002", "Swap to channels-first: Input(3, 32, 24)",
        "[Model, Input(32, 24, 3), Conv2d(4, Kernel = 3, InChannels = 3)] partial class M;",
        "[Model, Input(3, 32, 24), Conv2d(4, Kernel = 3, InChannels = 3)] partial class M;");

    [Fact]
    public Task SwapForABlock() => Fix.VerifyMended(
        "MGEN1002", "Swap to channels-first: Input(3, 32, 24)",
        "[Block, Conv2d(4, Kernel = 3, InChannels = 3)] partial class B; [Model, Input(32, 24, 3), Use<B>] partial class M;",
        "[Block, Conv2d(4, Kernel = 3, InChannels = 3)] partial class B; [Model, Input(3, 32, 24), Use<B>] partial class M;");

    [Theory]
    [InlineData("MGEN1003", "Set MaxPool2d(3)", "[Model, Input(4, 3, 3), MaxPool2d(4, Stride = 1), Flatten, Linear(2)] partial class M;", "[Model, Input(4, 3, 3), MaxPool2d(3, Stride = 1), Flatten, Linear(2)] partial class M;")]
    [InlineData("MGEN1003", "Set Kernel = 2", "[Model, Input(4, 4, 4), Conv2d(4, Kernel = 3, Dilation = 3), Flatten, Linear(2)] partial class M;", "[Model, Input(4, 4, 4), Conv2d(4, Kernel = 2, Dilation = 3), Flatten, Linear(2)] partial class M;")]
    [InlineData("MGEN1003", "Set Kernel = 2", "[Model, Input(4, 2, 9), Conv2d(4, Kernel = 3, KernelWidth = 5), Flatten, Linear(2)] partial class M;", "[Model, Input(4, 2, 9), Conv2d(4, Kernel = 2, KernelWidth = 5), Flatten, Linear(2)] partial class M;")]
    [InlineData("MGEN1003", "Set KernelWidth = 4", "[Model, Input(4, 9, 2), Conv2d(4, Kernel = 3, KernelWidth = 5, Padding = 1), Flatten, Linear(2)] partial class M;", "[Model, Input(4, 9, 2), Conv2d(4, Kernel = 3, KernelWidth = 4, Padding = 1), Flatten, Linear(2)] partial class M;")]
    [InlineData("MGEN1003", "Set Padding = 0", "[Model, Input(4, 1, 1), ConvTranspose2d(4, Kernel = 2, Padding = 1), Flatten, Linear(2)] partial class M;", "[Model, Input(4, 1, 1), ConvTranspose2d(4, Kernel = 2, Padding = 0), Flatten, Linear(2)] partial class M;")]
    [InlineData("MGEN1005", "Set the last size to 28", "[Model, Input(784), Reshape(1, 28, 27), Flatten, Linear(2)] partial class M;", "[Model, Input(784), Reshape(1, 28, 28), Flatten, Linear(2)] partial class M;")]
    [InlineData("MGEN1005", "Set the last size to 16", "[Model, Input(1, 4, 4), Reshape(15), Linear(2)] partial class M;", "[Model, Input(1, 4, 4), Reshape(16), Linear(2)] partial class M;")]
    [InlineData("MGEN1006", "Insert [GlobalAveragePool]", "[Model, Sequence(4, MaxLength = 9), Linear(1), Loss(Loss.BinaryCrossEntropy)] partial class M;", "[Model, Sequence(4, MaxLength = 9), Linear(1), GlobalAveragePool, Loss(Loss.BinaryCrossEntropy)] partial class M;")]
    [InlineData("MGEN1007", "Take [GlobalAveragePool] instead", "[Model, Sequence(4, MaxLength = 9), Flatten, Linear(2)] partial class M;", "[Model, Sequence(4, MaxLength = 9), GlobalAveragePool, Linear(2)] partial class M;")]
    public Task AnotherSizeOrLayer(string id, string title, string before, string after) => Fix.VerifyMended(id, title, before, after);

    [Fact]
    public Task SetTheOutputsOfATiedHead() => Fix.VerifyMended(
        "MGEN1009", "Set Linear(65)",
        "[Model, Tokens(Vocabulary = 65, Context = 8), Embedding(4), Linear(64, TiedTo = \"embedding\", Bias = false)] partial class M;",
        "[Model, Tokens(Vocabulary = 65, Context = 8), Embedding(4), Linear(65, TiedTo = \"embedding\", Bias = false)] partial class M;");

    [Fact]
    public Task SetInChannels() => Fix.VerifyMended(
        "MGEN1002", "Set InChannels = 3",
        "[Model, Input(3, 8, 8), Conv2d(4, Kernel = 3, InChannels = 1)] partial class M;",
        "[Model, Input(3, 8, 8), Conv2d(4, Kernel = 3, InChannels = 3)] partial class M;");

    [Theory]
    [InlineData(512, 7, "", 8)]
    [InlineData(384, 7, "", 8)]
    [InlineData(384, 9, "", 8)]
    [InlineData(512, 100, "", 128)]
    [InlineData(512, 600, "", 512)]
    [InlineData(12, 5, "", 6)]
    [InlineData(12, 5, ", KvHeads = 5, Rotary = true", 0)]
    [InlineData(12, 8, ", Rotary = true", 6)]
    [InlineData(12, 8, ", KvHeads = 4", 12)]
    [InlineData(12, 4, ", Rotary = true", 3)]
    public async Task SetHeads(int width, int heads, string more, int divisor)
    {
        string Source(int count) => $"using ModelGen; [Model, Sequence({width}, MaxLength = 8), SelfAttention(Heads = {count}{more})] partial class M;";
        if (divisor == 0)
        {
            Project project = EditorProject.Of(Source(heads));
            Assert.Empty(await Fix.Offered(project, Assert.Single(await EditorProject.Diagnostics(project))));
            return;
        }

        await Fix.Verify("MGEN2002", $"Set Heads = {divisor}", Source(heads), Source(divisor));
    }

    [Theory]
    [InlineData("Transformer(Width = 512, Heads = 7)", "Set Heads = 8", "Transformer(Width = 512, Heads = 8)")]
    [InlineData("Transformer(Width = 500)", "Set Heads = 10", "Transformer(Width = 500, Heads = 10)")]
    [InlineData("Transformer(KvHeads = 3)", "Set KvHeads = 4", "Transformer(KvHeads = 4)")]
    [InlineData("Transformer(Style = TransformerStyle.Llama, Width = 24, Heads = 8)", "Set Heads = 6", "Transformer(Style = TransformerStyle.Llama, Width = 24, Heads = 6)")]
    public Task SetHeadsOfAPreset(string before, string title, string after) => Fix.VerifyMended("MGEN2002", title, $"[{before}] partial class M;", $"[{after}] partial class M;");

    [Theory]
    [InlineData("Lstm(8)", "Lstm(8, ReturnSequences = true)")]
    [InlineData("Gru(8, ReturnSequences = false, Layers = 2)", "Gru(8, ReturnSequences = true, Layers = 2)")]
    [InlineData("Rnn(hidden: 8, Bidirectional = true)", "Rnn(hidden: 8, Bidirectional = true, ReturnSequences = true)")]
    public Task ReturnSequences(string before, string after) => Fix.VerifyMended(
        "MGEN1001", "Set ReturnSequences = true",
        $"[Model, Sequence(4, MaxLength = 9), {before}, Lstm(32)] partial class M;",
        $"[Model, Sequence(4, MaxLength = 9), {after}, Lstm(32)] partial class M;");

    [Fact]
    public Task SetGroups() => Fix.VerifyMended(
        "MGEN2002", "Set GroupNorm(6)",
        "[Model, Input(6, 4, 4), GroupNorm(5)] partial class M;",
        "[Model, Input(6, 4, 4), GroupNorm(6)] partial class M;");

    [Fact]
    public Task SetGroupsThatFitBothSides() => Fix.VerifyMended(
        "MGEN2002", "Set Groups = 2",
        "[Model, Input(6, 4, 4), Conv2d(8, Kernel = 3, Groups = 4)] partial class M;",
        "[Model, Input(6, 4, 4), Conv2d(8, Kernel = 3, Groups = 2)] partial class M;");

    [Theory]
    [InlineData("Softmax", "CrossEntropy")]
    [InlineData("Sigmoid", "BinaryCrossEntropy")]
    public Task RemoveTheActivationBeforeALogitsLoss(string activation, string loss) => Fix.VerifyMended(
        "MGEN5001", $"Remove [{activation}]",
        $"[Model, Input(4), Linear(3), {activation}, Dropout(0.1), Loss(Loss.{loss})] partial class M;",
        $"[Model, Input(4), Linear(3), Dropout(0.1), Loss(Loss.{loss})] partial class M;");

    [Fact]
    public Task RemoveTheActivationThatClips() => Fix.VerifyMended(
        "MGEN5002", "Remove [Gelu]",
        "[Model, Input(4), Linear(3), Gelu(Tanh = true), Loss(Loss.CrossEntropy)] partial class M;",
        "[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy)] partial class M;");

    [Fact]
    public Task SetTheLastLinear() => Fix.VerifyMended(
        "MGEN1008", "Set Linear(3)",
        "[Model, Input(4), Linear(8), Relu, Linear(Bias = false, outFeatures: 4), Loss(Loss.CrossEntropy), Target(Classes = 3)] partial class M;",
        "[Model, Input(4), Linear(8), Relu, Linear(Bias = false, outFeatures: 3), Loss(Loss.CrossEntropy), Target(Classes = 3)] partial class M;");

    [Fact]
    public Task OneLogitForTwoClasses() => Fix.VerifyMended(
        "MGEN5003", "Set Classes = 1",
        "[Model, Input(4), Linear(1), Loss(Loss.BinaryCrossEntropy), Target(Classes = 2)] partial class M;",
        "[Model, Input(4), Linear(1), Loss(Loss.BinaryCrossEntropy), Target(Classes = 1)] partial class M;");

    [Fact]
    public Task MoveTheInput() => Fix.VerifyMended(
        "MGEN0004", "Move [Input] to the front",
        "[Model, Backends(Backend.Cpu), Linear(8), Input(4), Loss(Loss.MeanSquaredError)] partial class M;",
        "[Model, Backends(Backend.Cpu), Input(4), Linear(8), Loss(Loss.MeanSquaredError)] partial class M;");

    [Fact]
    public Task RemoveTheSecondInput() => Fix.VerifyMended(
        "MGEN0004", "Remove [Sequence]",
        "[Model, Input(4), Linear(8), Sequence(8, MaxLength = 3)] partial class M;",
        "[Model, Input(4), Linear(8)] partial class M;");

    [Fact]
    public Task RemoveTheSecondLoss() => Fix.VerifyMended(
        "MGEN0011", "Remove [Loss]",
        "[Model, Input(4), Linear(8), Loss(Loss.CrossEntropy), Loss(Loss.MeanSquaredError)] partial class M;",
        "[Model, Input(4), Linear(8), Loss(Loss.CrossEntropy)] partial class M;");

    [Fact]
    public Task RemoveWhatStandsBesideAPreset() => Fix.VerifyMended(
        "MGEN0010", "Remove [Linear]", "[Transformer, Linear(10)] partial class M;", "[Transformer] partial class M;");

    [Fact]
    public Task AddAProjection() => Fix.VerifyMended(
        "MGEN1004", "Add [Linear(384)] to Think",
        "[Block, LayerNorm, Linear(256), Relu] partial class Think; [Model, Sequence(384, MaxLength = 64), Residual<Think>] partial class M;",
        "[Block, LayerNorm, Linear(256), Relu, Linear(384)] partial class Think; [Model, Sequence(384, MaxLength = 64), Residual<Think>] partial class M;");

    [Fact]
    public async Task AddAProjectionInAnotherFile() => Assert.Equal(
        ["using ModelGen; [Model, Input(8), Repeat<Think>(2)] partial class M;", "using ModelGen;\n[Block, Linear(4), Linear(8)]\npartial class Think;"],
        await Fix.Apply("MGEN1004", "Add [Linear(8)] to Think", "using ModelGen; [Model, Input(8), Repeat<Think>(2)] partial class M;", "using ModelGen;\n[Block, Linear(4)]\npartial class Think;"));

    [Fact]
    public Task NoBiasBeforeBatchNorm() => Fix.VerifyMended(
        "MGEN5005", "Set Bias = false",
        "[Model, Input(3, 8, 8), Conv2d(4, Kernel = 3), BatchNorm, Relu] partial class M;",
        "[Model, Input(3, 8, 8), Conv2d(4, Kernel = 3, Bias = false), BatchNorm, Relu] partial class M;");

    [Fact]
    public Task ChannelsFirst() => Fix.VerifyMended(
        "MGEN5007", "Swap to channels-first: Input(3, Height, 32)",
        "using static Sizes; static class Sizes { public const int Height = 24; } [Model, Input(Height, 32, 3), Flatten, Linear(10)] partial class M;",
        "using static Sizes; static class Sizes { public const int Height = 24; } [Model, Input(3, Height, 32), Flatten, Linear(10)] partial class M;");

    [Theory]
    [InlineData("[Model, Input(4), TakeLast] partial class M;")]
    [InlineData("[Model, Input(4), Linear(4), Relu, Tanh, Linear(3)] partial class M;")]
    [InlineData("[Block, Flatten] partial class B; [Model, Input(3, 4, 4), Residual<B>] partial class M;")]
    [InlineData("[Model, Input(4), Linear(4), Relu, Loss(Loss.CrossEntropy), Target(Classes = 3)] partial class M;")]
    [InlineData("[Model, Input(new[] { 32, 32, 3 }), Flatten, Linear(3)] partial class M;")]
    [InlineData("[Model, Input(4), Linear(0)] partial class M;")]
    [InlineData("[Model, Input(6, 4, 4), Conv2d(8, Kernel = 3, Groups = 3)] partial class M;")]
    public async Task NothingIsOfferedWhereTheMendIsNotKnown(string source)
    {
        Project project = EditorProject.Of("using ModelGen; " + source);
        Assert.Empty(await Fix.Offered(project, Assert.Single(await EditorProject.Diagnostics(project))));
    }
}
