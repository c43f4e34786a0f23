using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>MGEN2xxx: at the number itself, however it is written.</summary>
public class ValueTests
{
    [Theory]
    [InlineData("Input({|#0:0|})", "Sizes of 'Input' must be at least 1, not 0")]
    [InlineData("Input({|#0:1, 2, 3, 4|})", "Input takes one, two or three sizes, not 4")]
    [InlineData("{|#0:Input|}", "Input takes one, two or three sizes, not 0")]
    [InlineData("Sequence({|#0:-1|}, MaxLength = 4)", "Features of 'Sequence' must be at least 1, not -1")]
    [InlineData("Tokens(Vocabulary = 5, Context = {|#0:0|}), Embedding(3)", "Context of 'Tokens' must be at least 1, not 0")]
    [InlineData("Tokens(Vocabulary = 5, Context = 4, Padding = {|#0:5|}), Embedding(3)", "Padding of 'Tokens' must be an id below Vocabulary 5, or -1 for none, not 5")]
    public Task InputSizes(string input, string message) => Expected.Verify(
        $"[Model, {input}, Relu] partial class M;", new Expected("MGEN2001", 0, message));

    [Theory]
    [InlineData("Linear({|#0:0|})", "OutFeatures of 'Linear' must be at least 1, not 0")]
    [InlineData("Linear(outFeatures: {|#0:-5|})", "OutFeatures of 'Linear' must be at least 1, not -5")]
    [InlineData("Linear(Bias = false, outFeatures: {|#0:N.Zero|})", "OutFeatures of 'Linear' must be at least 1, not 0")]
    [InlineData("Dropout({|#0:1.5|})", "Rate of 'Dropout' must be at least 0 and below 1, not 1.5")]
    [InlineData("Dropout({|#0:double.NaN|})", "Rate of 'Dropout' must be at least 0 and below 1, not NaN")]
    [InlineData("Reshape({|#0:2, 2|})", "Reshape takes 1 size ([F]) or 3 ([C, H, W]), not 2")]
    [InlineData("Reshape(2, {|#0:0|}, 2)", "Sizes of 'Reshape' must be at least 1, not 0")]
    [InlineData("Repeat<B>({|#0:0|})", "Count of 'Repeat' must be at least 1, not 0")]
    [InlineData("SwiGlu({|#0:0|})", "Hidden of 'SwiGlu' must be at least 1, not 0")]
    [InlineData("Linear(4, Name = {|#0:\"größe\"|})", "Name \"größe\" of 'Linear(4)' must be an identifier of the letters a to z and A to Z, digits and underscores")]
    [InlineData("Linear(4, Name = {|#0:\"a b\"|})", "Name \"a b\" of 'Linear(4)' must be an identifier of the letters a to z and A to Z, digits and underscores")]
    public Task OutOfRange(string layer, string message) => Expected.Verify(
        $"static class N {{ public const int Zero = 0; }} [Block, Relu] partial class B; [Model, Input(4), Use<B>, {layer}] partial class M;",
        new Expected("MGEN2001", 0, message));

    [Fact]
    public Task EveryWrongValueIsReported() => Expected.Verify(
        "[Model, Input(4), Linear({|#0:0|}), Dropout({|#1:-1|}), Linear(3)] partial class M;",
        new Expected("MGEN2001", 0, "OutFeatures of 'Linear' must be at least 1, not 0"),
        new Expected("MGEN2001", 1, "Rate of 'Dropout' must be at least 0 and below 1, not -1"));

    [Fact]
    public Task HeadsDoNotDivide() => Expected.Verify(
        "[Model, {|#1:Sequence(512, MaxLength = 64)|}, SelfAttention(Heads = {|#0:7|})] partial class M;",
        new Expected("MGEN2002", 0, "Width 512 is not divisible by Heads 7 (remainder 1)", 1));

    [Fact]
    public Task KeyHeadsDoNotDivide() => Expected.Verify(
        "[Model, Sequence(512, MaxLength = 64), SelfAttention(Heads = 8, KvHeads = {|#0:3|})] partial class M;",
        new Expected("MGEN2002", 0, "Heads 8 is not divisible by KvHeads 3 (remainder 2)"));

    [Theory]
    [InlineData("Transformer(Width = 512, Heads = {|#0:6|})", "Width 512 is not divisible by Heads 6 (remainder 2)")]
    [InlineData("Transformer(Width = {|#0:500|})", "Width 500 is not divisible by Heads 8 (remainder 4)")]
    [InlineData("Transformer(KvHeads = {|#0:3|})", "Heads 8 is not divisible by KvHeads 3 (remainder 2)")]
    public Task Preset(string preset, string message) => Expected.Verify($"[{preset}] partial class M;", new Expected("MGEN2002", 0, message));

    [Theory]
    [InlineData("Transformer(Layers = {|#0:0|})", "Layers of 'Transformer' must be at least 1, not 0")]
    [InlineData("Transformer(Dropout = {|#0:1|})", "Dropout of 'Transformer' must be at least 0 and below 1, not 1")]
    public Task PresetRange(string preset, string message) => Expected.Verify($"[{preset}] partial class M;", new Expected("MGEN2001", 0, message));

    [Fact]
    public Task OddWidthForSines() => Expected.Verify(
        "[Model, {|#1:Sequence(5, MaxLength = 64)|}, {|#0:SinusoidalPosition|}] partial class M;",
        new Expected("MGEN2002", 0, "'SinusoidalPosition' after 'Sequence(5)' gets [T<=64, F:5]: sines and cosines come in pairs, so the width must be even, not 5", 1));

    [Fact]
    public Task TooManyInputs() => Expected.Verify(
        "[Model, Input({|#0:3, 65536, 65536|}), Flatten, Linear(10)] partial class M;",
        new Expected("MGEN2003", 0, "'Input(3, 65536, 65536)' has 3 x 65536 x 65536 values, more than 2147483647"));

    [Fact]
    public Task TooManyWeights() => Expected.Verify(
        "[Model, Input(65536), Linear({|#0:65536|})] partial class M;",
        new Expected("MGEN2003", 0, "'Linear(65536)' needs 65536 x 65536 values, more than 2147483647"));
}
