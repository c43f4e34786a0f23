using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>MGEN0xxx: what makes a declaration a model.</summary>
public class UsageTests
{
    [Fact]
    public Task NotPartial() => Expected.Verify(
        "[Model, Input(4), Linear(3)] public class {|#0:M|};",
        new Expected("MGEN0001", 0, "The model M must be declared partial"));

    [Fact]
    public Task ContainerNotPartial() => Expected.Verify(
        "public class Outer { [Transformer] public partial class {|#0:M|}; }",
        new Expected("MGEN0001", 0, "Every class around the model M must be declared partial"));

    [Fact]
    public Task BlockNotPartial() => Expected.Verify(
        "[Block, Linear(3)] class {|#0:B|}; [Model, Input(4), {|#1:Use<B>|}] partial class M;",
        new Expected("MGEN0001", 0, "The block B must be declared partial", 1));

    [Theory]
    [InlineData("partial record {|#0:M|};", "must be a class, not a record")]
    [InlineData("static partial class {|#0:M|};", "must not be static")]
    [InlineData("abstract partial class {|#0:M|};", "must not be abstract")]
    [InlineData("partial class {|#0:M|}<T>;", "must not be generic, nor stand in a generic class")]
    [InlineData("partial class {|#0:M|} : System.Exception;", "must not have a base class")]
    [InlineData("file partial class {|#0:M|};", "must not be file-local: no other file could complete it")]
    [InlineData("partial class {|#0:M|}(int seed) { public int Seed => seed; }", "must not have a primary constructor: the emitted ones could not call it")]
    public Task UnsupportedType(string declaration, string rule) => Expected.Verify(
        "[Model, Input(4), Linear(3)] " + declaration,
        new Expected("MGEN0002", 0, $"The model M {rule}"));

    [Theory]
    [InlineData("[Model, Input(4), Linear(3)] partial class {|#0:Parameters|};", "model Parameters")]
    [InlineData("[Block, Linear(3)] partial class {|#0:CpuPasses|}; [Model, Input(4), {|#1:Use<CpuPasses>|}] partial class M;", "block CpuPasses", 1)]
    public Task ReservedName(string declaration, string what, params int[] related) => Expected.Verify(
        declaration, new Expected("MGEN0002", 0, $"The {what} must have another name: a member that every model has is called so", related));

    [Theory]
    [InlineData("[Model, Input(4), Linear(3)] partial class {|#0:TorchSharp|};", "TorchSharp")]
    [InlineData("partial class ILGPU { [Model, Input(4), Linear(3)] partial class {|#0:M|}; }", "M", "ILGPU")]
    public Task HidesANamespace(string declaration, string model, string? hidden = null) => Expected.Verify(
        declaration, new Expected("MGEN0002", 0, $"The model {model} must stand in a namespace, or {hidden ?? model} have another name: C# would take the class for the namespace {hidden ?? model}, with which emitted code begins names"));

    [Fact]
    public Task NoInput() => Expected.Verify(
        "[Model, Linear(3)] partial class {|#0:M|};",
        new Expected("MGEN0003", 0, "The model M has no input: begin with [Input(...)], [Sequence(...)] or [Tokens(...)]"));

    [Fact]
    public Task AnEmptyModel() => Expected.Verify(
        "[Model] partial class {|#0:M|};",
        new Expected("MGEN0003", 0, "The model M is empty: begin with [Input(...)], [Sequence(...)] or [Tokens(...)], then at least one layer, such as [Linear(64)]"));

    [Fact]
    public Task SecondInput() => Expected.Verify(
        "[Model, {|#0:Input(4)|}, Linear(8), {|#1:Sequence(8, MaxLength = 3)|}] partial class M;",
        new Expected("MGEN0004", 1, "A model has exactly one input, but 'Sequence(8)' is a second: remove it", 0));

    [Fact]
    public Task LateInput() => Expected.Verify(
        "[Model, Linear(8), {|#0:Input(4)|}] partial class M;",
        new Expected("MGEN0004", 0, "The input stands after 'Linear(8)': move 'Input(4)' to the front"));

    [Fact]
    public Task InputInABlock() => Expected.Verify(
        "[Block, {|#0:Input(4)|}, Linear(3)] partial class B; [Model, Input(4), {|#1:Use<B>|}] partial class M;",
        new Expected("MGEN0004", 0, "'Input(4)' belongs to a model, not to the block B: a block takes its input from the place where it is used", 1));

    [Fact]
    public Task NoLayers() => Expected.Verify(
        "[Model, Input(4), Loss(Loss.MeanSquaredError)] partial class {|#0:M|};",
        new Expected("MGEN0005", 0, "The model M has no layers: add at least one, such as [Linear(64)]"));

    [Fact]
    public Task NoLayersInABlock() => Expected.Verify(
        "[Block] partial class {|#0:B|}; [Model, Input(4), {|#1:Repeat<B>(2)|}] partial class M;",
        new Expected("MGEN0005", 0, "The block B has no layers: add at least one, such as [Linear(64)]", 1));

    [Fact]
    public Task SplitDeclaration() => Expected.Verify(
        "[Model, Input(4)] partial class {|#0:M|}; [Linear(3)] partial class M;",
        new Expected("MGEN0006", 0, "The layers of M stand on several partial declarations, whose order is not defined: put them on one"));

    [Theory]
    [InlineData("Use<Plain>", "Plain")]
    [InlineData("Use<M>", "M")]
    [InlineData("Residual<int>", "int")]
    [InlineData("Repeat<string>(2)", "string")]
    public Task NotABlock(string layer, string name) => Expected.Verify(
        $"[Model, Input(4), {{|#0:{layer}|}}] partial class M; class Plain;",
        new Expected("MGEN0007", 0, $"'{layer}' takes a class marked [Block]: {name} is not one"));

    [Fact]
    public Task BlockRecursion() => Expected.Verify(
        "[Block, Linear(4), Use<B>] partial class A; [Block, {|#0:Use<A>|}] partial class B; [Model, Input(4), {|#1:Use<A>|}] partial class M;",
        new Expected("MGEN0008", 0, "'Use<A>' makes the block A contain itself", 1));

    [Fact]
    public Task ABlockInItself() => Expected.Verify(
        "[Block, LayerNorm, {|#0:Residual<B>|}] partial class B; [Model, Input(4), {|#1:Repeat<B>(2)|}] partial class M;",
        new Expected("MGEN0008", 0, "'Residual<B>' makes the block B contain itself", 1));

    [Theory]
    [InlineData("Loss(Loss.CrossEntropy)", "Loss(CrossEntropy)", "MGEN0011")]
    [InlineData("Target(Classes = 3)", "Target", "MGEN0011")]
    [InlineData("Tokens(Vocabulary = 5, Context = 4)", "Tokens", "MGEN0004")]
    [InlineData("Sequence(4, MaxLength = 4)", "Sequence(4)", "MGEN0004")]
    public Task AModelsAttributeInABlock(string attribute, string text, string id) => Expected.Verify(
        $"[Block, Linear(3), {{|#0:{attribute}|}}] partial class B; [Model, Input(4), {{|#1:Use<B>|}}] partial class M;",
        new Expected(id, 0, $"'{text}' belongs to a model, not to the block B: a block takes its input from the place where it is used", 1));

    [Fact]
    public Task DuplicateNameInABlock() => Expected.Verify(
        "[Block, Linear(8, Name = \"fc\"), Linear(4, Name = {|#0:\"fc\"|})] partial class B; [Model, Input(4), {|#1:Residual<B>|}] partial class M;",
        new Expected("MGEN0009", 0, "Two layers are named \"fc\": names in Parameters and weight files must differ", 1));

    [Fact]
    public Task TwoTargets() => Expected.Verify(
        "[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy), {|#0:Target(Classes = 3)|}, {|#1:Target(Classes = 3)|}] partial class M;",
        new Expected("MGEN0011", 1, "A model has at most one 'Target': remove this one", 0));

    [Theory]
    [InlineData("Loss(Loss.CrossEntropy)", "Loss(CrossEntropy)")]
    [InlineData("Input(4)", "Input(4)")]
    public Task AnythingBesideAPreset(string attribute, string text) => Expected.Verify(
        $"[{{|#0:Transformer|}}, {{|#1:{attribute}|}}] partial class M;",
        new Expected("MGEN0010", 1, $"[Transformer] is the whole model: remove '{text}'", 0));

    [Fact]
    public Task DuplicateWeightName() => Expected.Verify(
        "[Model, Input(4), {|#1:Linear(8, WeightName = \"fc\")|}, Relu, Linear(3, WeightName = {|#0:\"fc\"|})] partial class M;",
        new Expected("MGEN0009", 0, "Two tensors of a weight file are called \"fc.weight\": give 'Linear(3)' another WeightName", 1));

    [Fact]
    public Task DuplicateMember() => Expected.Verify(
        "[Model, Input(4), {|#1:Linear(8, Name = \"\")|}, Relu, Linear(3, Name = {|#0:\"\"|})] partial class M;",
        new Expected("MGEN0009", 0, "Two layers have a member Weight in Parameters: give 'Linear(3)' a Name", 1));

    [Fact]
    public Task DuplicateName() => Expected.Verify(
        "[Model, Input(4), Linear(8, Name = {|#1:\"fc\"|}), Relu, Linear(3, Name = {|#0:\"fc\"|})] partial class M;",
        new Expected("MGEN0009", 0, "Two layers are named \"fc\": names in Parameters and weight files must differ"));

    [Fact]
    public Task PresetNotAlone() => Expected.Verify(
        "[{|#0:Transformer|}, {|#1:Linear(10)|}, Relu] partial class M;",
        new Expected("MGEN0010", 1, "[Transformer] is the whole model: remove 'Linear(10)'", 0));

    [Fact]
    public Task ModelBesideAPresetChangesNothing() => Expected.Verify("[Model, Transformer] partial class M;");

    [Fact]
    public Task TwoLosses() => Expected.Verify(
        "[Model, Input(4), Linear(3), {|#0:Loss(Loss.CrossEntropy)|}, {|#1:Loss(Loss.MeanSquaredError)|}] partial class M;",
        new Expected("MGEN0011", 1, "A model has at most one 'Loss': remove this one", 0));

    [Theory]
    [InlineData("", "a model without a loss")]
    [InlineData(", Loss(Loss.MeanSquaredError)", "Loss.MeanSquaredError")]
    public Task TargetWithoutClasses(string loss, string beside) => Expected.Verify(
        $"[Model, Input(4), Linear(3){loss}, {{|#0:Target(Classes = 3)|}}] partial class M;",
        new Expected("MGEN0011", 0, $"'Target' states the classes of CrossEntropy or BinaryCrossEntropy; it means nothing beside {beside}"));

    [Theory]
    [InlineData("Input(4), Linear(3), Loss({|#0:(Loss)99|})", "The compiler does not know Loss.99 yet")]
    [InlineData("Transformer(Style = {|#0:(TransformerStyle)9|})", "The compiler does not know TransformerStyle.9 yet")]
    public Task Unsupported(string layers, string message) => Expected.Verify(
        $"[Model, {layers}] partial class M;",
        new Expected("MGEN0012", 0, message));
}
