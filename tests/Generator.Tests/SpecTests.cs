using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>What is read from attributes: order, arguments, blocks.</summary>
public class SpecTests
{
    [Fact]
    public void LayersComeInSyntaxOrderOverSeveralLists() =>
        Assert.Equal(
            "Input(sizes: [3 32 32]) Flatten Linear(outFeatures: 64) Relu Linear(outFeatures: 10) Loss(loss: 'CrossEntropy')",
            SpecText.Layers("""
                using ModelGen;
                [Model, Input(3, 32, 32)]
                [Flatten, Linear(64)] [Relu]
                [Linear(10)]
                [Loss(Loss.CrossEntropy)]
                public partial class M;
                """));

    [Fact]
    public void OnlyWrittenArgumentsAreThere() =>
        Assert.Equal(
            "Tokens(Vocabulary: 65, Context: 8) Embedding(width: 16) LeakyRelu LeakyRelu(slope: 0.2d) Dropout(rate: 0.5d) Gelu(Tanh: true) SelfAttention(Heads: 2, Causal: false, RotaryBase: 500000d)",
            SpecText.Layers("""
                using ModelGen;
                [Model, Tokens(Vocabulary = 60 + 5, Context = 8), Embedding(16), LeakyRelu, LeakyRelu(0.2), Dropout(rate: 0.5), Gelu(Tanh = true),
                 SelfAttention(Heads = 2, Causal = false, RotaryBase = 500_000)]
                partial class M;
                """));

    [Fact]
    public void ConstantsArePropertiesOfTheSymbolNotOfTheText() =>
        Assert.Equal(
            "Input(sizes: [28 28]) Linear(outFeatures: 64, Name: 'fc1') Dropout(rate: 0d) Loss(loss: 'MeanSquaredError')",
            SpecText.Layers("""
                using ModelGen;
                using Dense = ModelGen.LinearAttribute;
                static class Sizes { public const int Width = 1 << 6; public const string Name = "fc" + "1"; }
                [Model, Input(sizes: new[] { 28, 28 }), Dense(Sizes.Width, Name = Sizes.Name), DropoutAttribute(0), global::ModelGen.Loss(loss: (Loss)2)]
                partial class M;
                """));

    [Fact]
    public void EnumsAreNamesAndUnknownMembersDigits() =>
        Assert.Equal(
            "Linear(outFeatures: 1, Init: 'XavierUniform') Loss(loss: '77') Transformer(Style: 'Llama')",
            SpecText.Layers("""
                using ModelGen;
                [Linear(1, Init = Init.XavierUniform), Loss((Loss)77), Transformer(Style = TransformerStyle.Llama)]
                partial class M;
                """));

    [Fact]
    public void BackendsAreNames()
    {
        ModelSpec spec = SpecText.Read("""
            using ModelGen;
            [Model, Input(4), Backends(Backend.Ilgpu | Backend.TorchSharp), Linear(3)]
            partial class M;
            """);
        Assert.Equal(["TorchSharp", "Ilgpu"], spec.Backends);
        Assert.Equal("Input(sizes: [4]) Linear(outFeatures: 3)", SpecText.Print(spec.Layers));
    }

    [Fact]
    public void SourcesCountTheLayersOfTheirOwnType()
    {
        ModelSpec spec = SpecText.Read(Samples.Gpt, "Acme.Models.MyGpt");
        Assert.Equal(Enumerable.Range(0, 7).Select(i => new SourceRef("Acme.Models.MyGpt", i)), spec.Layers.Select(layer => layer.Source));
        Assert.All(spec.Blocks, block => Assert.Equal(
            Enumerable.Range(0, block.Layers.Count).Select(i => new SourceRef(block.Type.Key, i)), block.Layers.Select(layer => layer.Source)));
    }

    [Fact]
    public void BlocksAreCollectedOnceDepthFirst()
    {
        ModelSpec spec = SpecText.Read(Samples.Gpt, "Acme.Models.MyGpt");
        Assert.Equal(["Acme.Models.DecoderLayer", "Acme.Models.Attend", "Acme.Models.Think"], spec.Blocks.Select(block => block.Type.Key));
        Assert.All(spec.Blocks, block => Assert.True(block.IsBlock));
        Assert.Equal(
            "LayerNorm(Epsilon: 1E-06d) SelfAttention(Heads: 6, Causal: true, Dropout: 0.1d)", SpecText.Print(spec.Blocks[1].Layers));
        Assert.Equal("Repeat<Acme.Models.DecoderLayer>(count: 6)", SpecText.Print(new(spec.Layers[3])));
    }

    [Fact]
    public void RecursionEndsAndOtherTypesAreNoBlocks()
    {
        ModelSpec spec = SpecText.Read("""
            using ModelGen;
            [Block, Use<B>] partial class A;
            [Block, Use<A>, Use<B>] partial class B;
            [Linear(3)] class Plain;
            [Model, Input(4), Use<A>, Use<Plain>, Use<int>, Use<int[]>, Use<M>]
            partial class M;
            """);
        Assert.Equal("A B Plain! int! int[]! M!", string.Join(" ", spec.Blocks.Select(block => block.Type.Key + (block.IsBlock ? "" : "!"))));
    }

    [Fact]
    public void BlocksOfAnotherAssemblyReadTheSame()
    {
        string blocks = Samples.Using + """
            namespace Shared;
            [Block, Linear(8, Name = "up"), Elu, Dropout(0.5), Use<Inner>] public partial class Outer;
            [Block, Reshape(2, 2, 2), Flatten] public partial class Inner;
            """;
        string model = Samples.Using + "[Model, Input(8), Use<Shared.Outer>] public partial class M;";
        CSharpCompilation library = UserProject.Compile("Library", [blocks]);
        using System.IO.MemoryStream image = new();
        Assert.True(library.Emit(image).Success);
        CSharpCompilation user = UserProject.Compile("User", [model], MetadataReference.CreateFromImage(image.ToArray()));

        ModelSpec near = SpecText.Of(UserProject.Compile(blocks, model), "M");
        ModelSpec far = SpecText.Of(user, "M");
        Assert.Equal("Linear(outFeatures: 8, Name: 'up') Elu Dropout(rate: 0.5d) Use<Shared.Inner>", SpecText.Print(near.Blocks[0].Layers));
        // Metadata does not tell a default from a written value.
        Assert.Equal("Linear(outFeatures: 8, Name: 'up') Elu(alpha: 1d) Dropout(rate: 0.5d) Use<Shared.Inner>", SpecText.Print(far.Blocks[0].Layers));
        Assert.Equal(near.Blocks[1], far.Blocks[1]);
    }

    [Fact]
    public void SomebodyElsesAttributesDoNotCount() =>
        Assert.Equal(
            "Input(sizes: [4]) Linear(outFeatures: 3)",
            SpecText.Layers("""
                using System;
                using ModelGen;
                namespace Mine
                {
                    class ReluAttribute : Attribute { }
                }
                [Model, Obsolete("no"), Input(4), Mine.Relu, Linear(3), Serializable]
                partial class M;
                """));

    [Fact]
    public void SpecificationsAreValues()
    {
        ModelSpec one = SpecText.Read(Samples.Gpt, "Acme.Models.MyGpt");
        ModelSpec two = SpecText.Read("// moved\n\n" + Samples.Gpt.Replace(", ", ",\n    "), "Acme.Models.MyGpt");
        ModelSpec other = SpecText.Read(Samples.Gpt.Replace("1536", "1537"), "Acme.Models.MyGpt");
        Assert.NotSame(one, two);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, other);
    }
}
