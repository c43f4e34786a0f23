using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>MGEN3xxx: what stands in the way of a target beside the CPU.</summary>
public class TargetTests
{
    [Fact]
    public Task ThePackageIsMissing() => Expected.Verify(
        "[Model, Input(4), {|#0:Backends(Backend.TorchSharp)|}, Linear(3)] partial class M;",
        new Expected("MGEN3001", 0, "Backend.TorchSharp of M needs a TorchSharp package: dotnet add package TorchSharp-cpu (or TorchSharp-cuda-windows, TorchSharp-cuda-linux)"));

    [Fact]
    public Task AModelWithAnErrorHasThatOneOnly() => Expected.Verify(
        "[Model, Input(4), Backends(Backend.TorchSharp), Linear({|#0:0|})] partial class M;",
        new Expected("MGEN2001", 0, "OutFeatures of 'Linear' must be at least 1, not 0"));

    [Fact]
    public Task NothingIsSaidOfTheCpu() => Expected.Verify("[Model, Input(4), Backends(Backend.Cpu), Linear(3)] partial class M;");

    [Fact]
    public Task NothingIsSaidWithThePackage() => Expected.VerifyWithTorch("[Transformer(Layers = 1), Backends(Backend.TorchSharp | Backend.Cpu)] partial class M;");

    [Fact]
    public Task ThePackageOfTheGpuIsMissing() => Expected.Verify(
        "[Model, Input(4), {|#0:Backends(Backend.Ilgpu)|}, Linear(3)] partial class M;",
        new Expected("MGEN3001", 0, "Backend.Ilgpu of M needs the package ILGPU.Algorithms (which brings ILGPU): dotnet add package ILGPU.Algorithms"));

    [Fact]
    public Task NothingIsSaidWithThePackageOfTheGpu() => Expected.VerifyWithIlgpu("[Transformer(Layers = 1), Backends(Backend.Ilgpu)] partial class M;");

    [Fact]
    public Task AHeadThatIsTooLargeForTheGpu() => Expected.VerifyWithIlgpu(
        "[Model, Sequence(4, MaxLength = 8), Backends(Backend.Ilgpu), Linear(600), SelfAttention(Heads = {|#0:2|})] partial class M;",
        new Expected("MGEN3002", 0, "Backend.Ilgpu cannot run heads of 300 numbers: width 600 needs at least 3 heads, not 2"));

    /// <summary>What one target or another once refused. <c>Equality.EqualityTests.EveryLayerIsComparedOrKnownToBeMissing</c> goes through the catalogue.</summary>
    [Theory]
    [InlineData("Sequence(4, MaxLength = 8)", "Conv1d(4, Kernel = 3, Same = true, Dilation = 2), ConvTranspose1d(4, Kernel = 2, Stride = 2), MaxPool1d(2), AvgPool1d(2, Padding = 1)")]
    [InlineData("Input(3, 8, 8)", "Conv2d(4, Kernel = 3, KernelWidth = 1, StrideWidth = 2)")]
    [InlineData("Sequence(4, MaxLength = 8)", "SelfAttention(Heads = 1, Causal = true, Window = 3, Rotary = true, RotarySize = 2, RotaryScaling = RotaryScaling.Linear, RotaryFactor = 2), PositionEmbedding(Offset = 2)")]
    public async Task EveryTargetHasEveryLayer(string input, string layers)
    {
        await Expected.VerifyWithTorch($"[Model, {input}, Backends(Backend.TorchSharp, Backend.Onnx), {layers}] partial class M;");
        await Expected.VerifyWithIlgpu($"[Model, {input}, Backends(Backend.Ilgpu), {layers}] partial class M;");
    }

    /// <summary>A field that another word stands for than the weight file's says so in an attribute, which older versions do not have.</summary>
    [Theory]
    [InlineData("Linear(4, Name = {|#0:\"Train\"|})", "a layer called 'train', which is a member of nn.Module, before TorchSharp 0.102: give 'Linear(4)' another Name")]
    [InlineData("Linear(4, WeightName = {|#0:\"0\"|})", "a layer called '0', which is no name of a C# field, before TorchSharp 0.102: give 'Linear(4)' another WeightName")]
    [InlineData("Linear(4, WeightName = {|#0:\"features.01\"|})", "a layer called '01', which is no name of a C# field, before TorchSharp 0.102: give 'Linear(4)' another WeightName")]
    [InlineData("Linear(4, WeightName = {|#0:\"features.1000\"|})", "a layer called '1000', which is no name of a C# field, before TorchSharp 0.102: give 'Linear(4)' another WeightName")]
    [InlineData("Linear(4, WeightName = {|#0:\"fc-1\"|})", "a layer called 'fc-1', which is no name of a C# field, before TorchSharp 0.102: give 'Linear(4)' another WeightName")]
    [InlineData("Linear(4, WeightName = {|#0:\"model.train\"|})", "a layer called 'train', which is a member of nn.Module, before TorchSharp 0.102: give 'Linear(4)' another WeightName")]
    [InlineData("Linear(4, WeightName = {|#0:\"Dense\"|})", "a layer called 'Dense', which begins with a capital, before TorchSharp 0.102: give 'Linear(4)' another WeightName")]
    [InlineData("Linear(4, WeightName = {|#0:\"output.Output\"|})", "a layer called 'Output', which begins with a capital, before TorchSharp 0.102: give 'Linear(4)' another WeightName")]
    [InlineData("SwiGlu(4, WeightName = {|#0:\"{w1,w2,3}\"|})", "a layer called '3', which is no name of a C# field, before TorchSharp 0.102: give 'SwiGlu(4)' another WeightName")]
    public async Task AWeightNameThatNoFieldHas(string layers, string message)
    {
        string model = $"[Model, Input(4), Backends(Backend.TorchSharp), {layers}] partial class M;";
        await Expected.VerifyWithTorch(model);
        await Expected.VerifyWithTorch("0.99", model, new Expected("MGEN3002", 0, "Backend.TorchSharp cannot express " + message));
    }

    /// <summary>No tree of modules has these names.</summary>
    [Theory]
    [InlineData("Linear(4, WeightName = \"features.0\"), LayerNorm(WeightName = {|#0:\"features.norm\"|})", "a layer called 'norm' in 'features', which has numbers and names: give 'LayerNorm' another WeightName")]
    [InlineData("Linear(4, WeightName = {|#0:\"\"|})", "a layer without a name in weight files: give 'Linear(4)' another WeightName")]
    [InlineData("Linear(4, Name = {|#0:\"\"|})", "a layer without a name in weight files: give 'Linear(4)' another Name")]
    [InlineData("Linear(4, WeightName = \"a\"), LayerNorm(WeightName = {|#0:\"a.norm\"|})", "a layer called 'a' beside layers called 'a.…': give 'LayerNorm' another WeightName")]
    public Task AWeightNameThatNoModuleHas(string layers, string message) => Expected.VerifyWithTorch(
        $"[Model, Input(4), Backends(Backend.TorchSharp), {layers}] partial class M;",
        new Expected("MGEN3002", 0, "Backend.TorchSharp cannot express " + message));

    [Fact]
    public Task ATiedWeightWithABias() => Expected.VerifyWithTorch("[Model, Tokens(Vocabulary = 9, Context = 8), Backends(Backend.TorchSharp), Embedding(4), Linear(9, TiedTo = \"embedding\")] partial class M;");

    [Fact]
    public Task TwoLayersOfOneWeightName() => Expected.VerifyWithTorch(
        "[Model, Sequence(4, MaxLength = 8), Backends(Backend.TorchSharp), Gru(4, WeightName = \"x\"), Linear(4, WeightName = {|#0:\"x\"|})] partial class M;",
        new Expected("MGEN3002", 0, "Backend.TorchSharp cannot express two layers called 'x': give 'Linear(4)' another WeightName"));

    [Fact]
    public Task ABlockOfAModulesName() => Expected.VerifyWithTorch(
        "0.99",
        "[Block, Linear(4)] partial class Apply; [Model, Input(4), Backends(Backend.TorchSharp), {|#0:Repeat<Apply>(2)|}] partial class M;",
        new Expected("MGEN3002", 0, "Backend.TorchSharp cannot express a layer called 'apply', which is a member of nn.Module, before TorchSharp 0.102: give 'Repeat<Apply>(2)' another Name"));
}
