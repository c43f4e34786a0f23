using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>MGEN1xxx: whole shapes, at the argument that holds the number, beside the layer that produced the shape.</summary>
public class ShapeTests
{
    [Fact]
    public Task LinearOnAnImage() => Expected.Verify(
        "[Model, {|#1:Input(3, 32, 32)|}, {|#0:Linear(10)|}] partial class M;",
        new Expected("MGEN1001", 0, "'Linear(10)' after 'Input(3, 32, 32)' gets [C:3, H:32, W:32]: insert [Flatten] (3072 features) or pool first", 1));

    [Fact]
    public Task LinearOnPlainAxes() => Expected.Verify(
        "[Model, {|#1:Input(28, 28)|}, {|#0:Linear(10)|}] partial class M;",
        new Expected("MGEN1001", 0, "'Linear(10)' after 'Input(28, 28)' gets [28, 28]: insert [Flatten] (784 features)", 1));

    [Fact]
    public Task AttentionOnTokens() => Expected.Verify(
        "[Model, {|#1:Tokens(Vocabulary = 65, Context = 8)|}, {|#0:SelfAttention(Heads = 1)|}] partial class M;",
        new Expected("MGEN1001", 0, "'SelfAttention(Heads = 1)' after 'Tokens' gets i32[T<=8]: insert [Embedding(width)] first", 1));

    [Fact]
    public Task OneFaultIsReportedOnce() => Expected.Verify(
        "[Model, {|#1:Input(4)|}, {|#0:TakeLast|}, TakeLast, GlobalMaxPool, Linear(3), Loss(Loss.CrossEntropy)] partial class M;",
        new Expected("MGEN1001", 0, "'TakeLast' after 'Input(4)' gets [F:4]: it needs a sequence [T, F]", 1));

    [Fact]
    public Task FeaturesMismatch() => Expected.Verify(
        "[Model, Input(96, 96), {|#1:Flatten|}, Linear(64, InFeatures = {|#0:1600|})] partial class M;",
        new Expected("MGEN1002", 0, "'Linear(64)' after 'Flatten' gets [F:9216]: InFeatures must be 9216, not 1600", 1));

    [Fact]
    public Task ChannelsMismatch() => Expected.Verify(
        "[Model, Input(3, 8, 8), {|#1:Relu|}, Conv2d(4, Kernel = 3, InChannels = {|#0:1|})] partial class M;",
        new Expected("MGEN1002", 0, "'Conv2d(4)' after 'Relu' gets [C:3, H:8, W:8]: InChannels must be 3, not 1", 1));

    [Theory]
    [InlineData("Conv2d(4, Kernel = {|#0:3|})", "'Conv2d(4)' after 'Input(4, 3, 2)' gets [C:4, H:3, W:2]: its window of 3 x 3 is larger than 3 x 2")]
    [InlineData("MaxPool2d({|#0:4|}, Padding = 0)", "'MaxPool2d(4)' after 'Input(4, 3, 2)' gets [C:4, H:3, W:2]: its window of 4 x 4 is larger than 3 x 2")]
    [InlineData("AvgPool2d(size: {|#0:4|})", "'AvgPool2d(4)' after 'Input(4, 3, 2)' gets [C:4, H:3, W:2]: its window of 4 x 4 is larger than 3 x 2")]
    [InlineData("ConvTranspose2d(4, Kernel = 2, Padding = {|#0:2|})", "'ConvTranspose2d(4)' after 'Input(4, 3, 2)' gets [C:4, H:3, W:2]: Padding 2 cuts off all of the 4 x 3 that it would give")]
    public Task WindowTooLarge(string layer, string message) => Expected.Verify(
        $"[Model, {{|#1:Input(4, 3, 2)|}}, {layer}] partial class M;", new Expected("MGEN1003", 0, message, 1));

    [Theory]
    [InlineData("Rnn(8)")]
    [InlineData("Lstm(8)")]
    [InlineData("Gru(8)")]
    public Task SequencesAreNotReturned(string layer) => Expected.Verify(
        $"[Model, Sequence(4, MaxLength = 9), {{|#1:{layer}|}}, {{|#0:Lstm(32)|}}] partial class M;",
        new Expected("MGEN1001", 0, $"'Lstm(32)' after '{layer}' gets [F:8]: set ReturnSequences = true on '{layer}'", 1));

    [Fact]
    public Task ResidualChangesTheType() => Expected.Verify(
        "[Block, LayerNorm, Linear(256)] partial class Think; [Model, Sequence(384, MaxLength = 64), {|#0:Residual<Think>|}] partial class M;",
        new Expected("MGEN1004", 0, "'Residual<Think>': a residual block must return its input's type [T<=64, F:384], but it returns [T<=64, F:256]"));

    [Fact]
    public Task RepeatChangesTheType() => Expected.Verify(
        "[Block, LayerNorm, Linear(256)] partial class Think; [Model, Input(384), {|#0:Repeat<Think>(3)|}] partial class M;",
        new Expected("MGEN1004", 0, "'Repeat<Think>(3)': a repeated block must return its input's type [F:384], but it returns [F:256]"));

    [Fact]
    public Task ReshapeMismatch() => Expected.Verify(
        "[Model, {|#1:Input(784)|}, Reshape({|#0:1, 28, 27|}), Flatten, Linear(10)] partial class M;",
        new Expected("MGEN1005", 0, "'Reshape(1, 28, 27)' after 'Input(784)' gets [F:784]: [C:1, H:28, W:27] has 756 values, not 784", 1));

    [Theory]
    [InlineData("Input(3, 8, 8), {|#1:Relu|}", "CrossEntropy", "an output [F:classes] or [T, F:classes], but the model ends in [C:3, H:8, W:8]: end in [Flatten, Linear(classes)]")]
    [InlineData("Sequence(8, MaxLength = 4), {|#1:Linear(1)|}", "BinaryCrossEntropy", "an output [F], but the model ends in [T<=4, F:1]: pool over time ([GlobalAveragePool]) or take a step ([TakeLast]) first")]
    public Task LossMismatch(string layers, string loss, string message) => Expected.Verify(
        $"[Model, {layers}, {{|#0:Loss(Loss.{loss})|}}] partial class M;",
        new Expected("MGEN1006", 0, $"Loss.{loss} takes {message}", 1));

    [Fact]
    public Task UnknownSize() => Expected.Verify(
        "[Model, {|#1:Sequence(16, MaxLength = 64)|}, {|#0:Flatten|}, Linear(2)] partial class M;",
        new Expected("MGEN1007", 0, "'Flatten' after 'Sequence(16)' gets [T<=64, F:16], whose length is not known: pool over time ([GlobalAveragePool]) or take a step ([TakeLast])", 1));

    [Fact]
    public Task ATiedWeightOfTooFewOutputs() => Expected.Verify(
        "[Model, Tokens(Vocabulary = 65, Context = 8), {|#1:Embedding(16, Name = \"tokens\")|}, LayerNorm, Linear({|#0:64|}, Bias = false, TiedTo = \"tokens\")] partial class M;",
        new Expected("MGEN1009", 0, "'Linear(64)' after 'LayerNorm' gets [T<=8, F:16], and its weight is the table [65, 16] of \"tokens\": set 65 outputs", 1));

    [Fact]
    public Task ATiedWeightOfAnotherWidth() => Expected.Verify(
        "[Model, Tokens(Vocabulary = 65, Context = 8), {|#2:Embedding(16)|}, {|#1:Linear(8)|}, Linear(65, Bias = false, TiedTo = {|#0:\"embedding\"|})] partial class M;",
        new Expected("MGEN1009", 0, "'Linear(65)' after 'Linear(8)' gets [T<=8, F:8], and its weight is the table [65, 16] of \"embedding\": 16 features must arrive, not 8", 1, 2));

    [Fact]
    public Task TargetMismatch() => Expected.Verify(
        "[Model, Input(4), {|#1:Linear(4)|}, Loss(Loss.CrossEntropy), Target(Classes = {|#0:3|})] partial class M;",
        new Expected("MGEN1008", 0, "Target has 3 classes, but the model ends in [F:4]: set the last layer to 3 outputs", 1));
}
