using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>What is emitted compiles without a warning: nullable, latest language, documentation checked, no unsafe code.</summary>
public class EmittedCodeTests
{
    private const string Surroundings = """
        namespace Acme
        {
            public static class System { }
            namespace ModelGen { public static class Cpu { } public class Parameter; }
            namespace Numerics { public class Tensor; }
        }
        """;

    public static TheoryData<string, string> Models => new()
    {
        { "iris", "[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)] public partial class M;" },
        { "target", "[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy, LabelSmoothing = 0.1, IgnoreIndex = -1), Target(Classes = 3)] public partial class M;" },
        { "no loss", "[Model, Input(4), Linear(3)] internal partial class M;" },
        { "no parameters", "[Model, Input(4), Relu, Softmax] internal partial class M;" },
        { "image", "[Model, Input(3, 8, 8), Relu, Flatten, Linear(10), Loss(Loss.CrossEntropy)] public sealed partial class M;" },
        { "pooled image", "[Model, Input(3, 8, 8), GlobalMaxPool, Linear(1), Loss(Loss.BinaryCrossEntropy)] public sealed partial class M;" },
        { "plain axes", "[Model, Input(28, 28), Reshape(784), Linear(1), Sigmoid, Loss(Loss.MeanSquaredError)] public partial class M;" },
        { "sequence", "[Model, Sequence(12, MaxLength = 9), SinusoidalPosition, SelfAttention(Heads = 3, Rotary = true, KvHeads = 1), Dropout(0.1), TakeLast, Tanh, Linear(2)] public partial class M;" },
        { "sequence out", "[Model, Sequence(12, MaxLength = 9), LayerNorm, Gelu, Loss(Loss.MeanSquaredError)] public partial class M;" },
        { "padding", "[Model, Tokens(Vocabulary = 50, Context = 9, Padding = 0), Embedding(8), PositionEmbedding, SelfAttention(Heads = 2, Dropout = 0.2), GlobalAveragePool, Linear(2), Loss(Loss.CrossEntropy)] public partial class M;" },
        { "padding in two branches of a repeated block", "[Block, LayerNorm, SelfAttention(Heads = 2)] partial class Once; [Block, LayerNorm, SelfAttention(Heads = 4)] partial class Twice; [Block, Residual<Once>, Residual<Twice>] partial class Both; [Model, Tokens(Vocabulary = 50, Context = 9, Padding = 0), Embedding(8), Repeat<Both>(2), GlobalMaxPool, Linear(2), Loss(Loss.CrossEntropy)] public partial class M;" },
        { "padded steps", "[Model, Tokens(Vocabulary = 50, Context = 9, Padding = 0), Embedding(8), RmsNorm, SwiGlu(16, Bias = true), Linear(50), Loss(Loss.CrossEntropy)] public partial class M;" },
        { "gpt", "[Transformer(Layers = 2, Heads = 2, Width = 16, Context = 8, Dropout = 0.1)] public partial class M;" },
        { "gpt untied", "[Transformer(Layers = 1, Heads = 2, Width = 16, Context = 8, TiedHead = false)] public partial class M;" },
        { "llama", "[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 64, Context = 8)] public partial class M;" },
        { "llama tied", "[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, Width = 32, Context = 8, TiedHead = true)] public partial class M;" },
{ "bert", "[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 2, Width = 16, Context = 8, Classes = 3, Dropout = 0.1)] public partial class M;" },
        { "bert without classes", "[Transformer(Style = TransformerStyle.Bert, Layers = 1, Heads = 2, Width = 16, Context = 8)] public partial class M;" },
        { "activations of the table alone", "[Model, Input(4), Linear(4), Relu6, LayerNorm, HardSwish, Linear(4), HardSwish, Relu6, Loss(Loss.Huber)] public partial class M;" },
        { "sloped activations", "[Model, Input(4), LeakyRelu, Elu(0.5), Softplus, LogSoftmax, Loss(Loss.Huber)] public partial class M;" },
        { "convolutions", "[Model, Input(4, 9, 9), Conv2d(8, Kernel = 3), Relu, MaxPool2d(2), Conv2d(6, Kernel = 4, Same = true, Groups = 2, Dilation = 2, Bias = false), AvgPool2d(3, Stride = 1, Padding = 1), ConvTranspose2d(2, Kernel = 3, Stride = 2), Flatten, Linear(3), Loss(Loss.CrossEntropy)] public partial class M;" },
        { "batch norm", "[Block, BatchNorm, Relu] partial class N; [Model, Input(4, 6, 6), GroupNorm(2), Upsample2d(2), Repeat<N>(2), BatchNorm(Name = \"bn\"), Flatten, Linear(3), BatchNorm, Loss(Loss.CrossEntropy)] public partial class M;" },
        { "recurrent", "[Model, Tokens(Vocabulary = 50, Context = 9, Padding = 0), Embedding(8), Rnn(4, ReturnSequences = true), Lstm(4, ReturnSequences = true, Bidirectional = true, Layers = 2), Gru(3, Bidirectional = true), Linear(1), Loss(Loss.BinaryCrossEntropy)] public partial class M;" },
        { "windows over time", "[Block, Conv1d(4, Kernel = 3), Gelu] partial class Shorter; [Model, Tokens(Vocabulary = 50, Context = 30, Padding = 0), Embedding(4), Use<Shorter>, Use<Shorter>, MaxPool1d(2), Lstm(4, ReturnSequences = true), AvgPool1d(2, Stride = 1), Linear(3), Loss(Loss.MeanSquaredError)] public partial class M;" },
        { "nested", "public partial class Outer { internal partial struct Middle { [Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] private partial class M; } }" },
        { "namespaced", "namespace Acme.Models { [Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class M; }" },
        { "keywords", "namespace A.@event { public partial class @class { [Model, Input(4), Linear(3, Name = \"int\"), Linear(3, Name = \"record\")] public partial class @string; } }" },
        { "names", "[Model, Input(4), Linear(3, Name = \"Weight\"), Linear(3, Name = \"equals\"), Linear(3, Name = \"store\"), Linear(3, Name = \"B\"), Linear(3, Name = \"x\"), Linear(3, Name = \"output\"), Linear(3, Name = \"team\"), Linear(3, Name = \"p\")] public partial class M;" },
        { "blocks", "[Block, Linear(8), Relu, Linear(4)] partial class Think; [Block, Residual<Think>, Use<Norm>] partial class Deep; [Block, LayerNorm] partial class Norm; [Model, Input(4), Repeat<Deep>(3), Use<Think>, Residual<Deep>, Linear(3), Loss(Loss.CrossEntropy)] public partial class M;" },
        { "block names", "[Block, Linear(4)] partial class Step; [Block, Linear(4)] partial class Info; [Block, Linear(4)] partial class Linear; [Model, Input(4), Use<Step>, Residual<Info>, Repeat<Linear>(2), Linear(4)] public partial class M;" },
        { "parameter names", "[Block, Linear(4, Name = \"think\")] partial class Think; [Block, Linear(4)] partial class Linear; [Model, Sequence(4, MaxLength = 3), Linear(4), Repeat<Linear>(2), Use<Think>, Use<Think>, SelfAttention(Heads = 1, Name = \"query\"), SwiGlu(4, Name = \"gate\")] public partial class M;" },
        { "one block, two inputs", "[Block, LayerNorm, Linear(8)] partial class Up; [Model, Input(4), Use<Up>, Use<Up>, Linear(2)] public partial class M;" },
        { "model named Cpu", "[Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class Cpu;" },
        { "model named Step", "[Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class Step;" },
        { "model named System", "namespace N { [Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class System; }" },
        { "model named like a layer", "[Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class Linear;" },
        { "model named like a block", "[Block, Linear(4)] partial class A; namespace B { [Model, Input(4), Use<A>] public partial class A; }" },
        { "one case", "[Model, Input(4), Linear(3)] public partial class Ma; [Model, Input(4), Linear(3)] public partial class MA;" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void CompilesWithoutWarnings(string name, string source)
    {
        GeneratorRun run = GeneratorRun.Of(Samples.Using + source, Surroundings);
        Assert.NotEmpty(run.Files);
        AssertClean(run, name);
    }

    [Fact]
    public void TheDesignsExamplesCompile() => AssertClean(GeneratorRun.Of(Samples.Gpt, Samples.Preset, Samples.Iris), "design");

    [Fact]
    public void AUsersOwnMembersStay() =>
        AssertClean(
            GeneratorRun.Of("""
                using ModelGen;
                /// <summary>A model with a constructor and an interface of its own.</summary>
                [Model, Input(4), Linear(3)]
                public sealed partial class M : System.IDisposable
                {
                    /// <summary>Reads weights.</summary>
                    public M(string path) : this(seed: 1) => Load(path);
                    /// <summary>One per layer.</summary>
                    public int Extra => Parameters.Linear.Weight.Count;
                    /// <inheritdoc/>
                    public void Dispose() { }
                }
                """),
            "own members");

    /// <summary>The point of a fallback: code that uses the model has no errors beside the one in the declaration.</summary>
    [Theory]
    [InlineData("[Model, Input(4), Linear(0), Loss(Loss.CrossEntropy)]", "float", "int")]
    [InlineData("[Model, Input(4), Linear(3, Bias = true), Linear(0), Loss(Loss.MeanSquaredError)]", "float", "float")]
    [InlineData("[Model, Tokens(Vocabulary = 5, Context = 4), Embedding(0), Linear(5), Loss(Loss.CrossEntropy)]", "int", "int")]
    [InlineData("[Transformer(Heads = 7)]", "int", "int")]
    [InlineData("[Transformer(Layers = 2)]", "int", "int")]
    [InlineData("[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy)]", "float", "int")]
    public void UsersCodeCompilesDespiteAnError(string attributes, string input, string target)
    {
        string decode = input == "int" ? "public static TokenDecoder Decode() => new M().CreateDecoder();" : "";
        AssertClean(
            GeneratorRun.Of($$"""
                using System.IO;
                using System.Numerics.Tensors;
                using ModelGen;
                using ModelGen.Decoding;
                using ModelGen.Training;
                {{attributes}}
                internal partial class M;
                internal static class User
                {
                    public static Tensor<float> Predict(ReadOnlyTensorSpan<{{input}}> x) => new M(seed: 3).Predict(x);
                    public static void Predict(ReadOnlyTensorSpan<{{input}}> x, TensorSpan<float> y) => new M().Predict(x, y);
                    public static float Train(M m, ReadOnlyTensorSpan<{{input}}> x, ReadOnlyTensorSpan<{{target}}> y) => m.ComputeGradients(x, y) + m.ComputeLoss(x, y);
                    public static void Passes(M m, ReadOnlyTensorSpan<{{input}}> x)
                    {
                        Workspace workspace = new();
                        ReadOnlyTensorSpan<float> y = m.Forward(workspace, x);
                        m.Backward(workspace, y);
                    }
                    public static ITrainable<{{input}}, {{target}}> AsTrainable(M m) => m;
                    public static IModel AsModel(M m) => m;
                    public static ModelInfo Info => M.Info;
                    public static void Files(M m, Stream s) { m.Save(s); m.Load(s); m.Save("a"); m.Load("b"); }
                    public static M.ParameterTree Tree(M m) => m.Parameters;
                    public static ulong Random(M m) => m.RandomState = m.RandomState + (ulong)m.Store.Parameters.Count;
                    {{decode}}
                }
                """),
            attributes);
    }

    /// <summary>The same of a graph method: each input a parameter, each output by its name, a type of batches.</summary>
    [Theory]
    [InlineData("x.Linear(3)")]
    [InlineData("x.Linear(0)")]
    public void UsersCodeOfAGraphCompilesDespiteAnError(string first) =>
        AssertClean(
            GeneratorRun.Of($$"""
                using System.Numerics.Tensors;
                using ModelGen;
                using ModelGen.Training;
                using static ModelGen.Graph;
                [Model]
                internal partial class M
                {
                    [Forward]
                    static (Symbol First, Symbol Second) Run([Input(4)] Symbol x, [Id(5)] Symbol kind) => ({{first}}, kind.Embedding(3));

                    [Objective]
                    static Symbol Near(Symbol first, Symbol second, [Input(3)] Symbol wanted) => MeanSquaredError(first, wanted) + MeanSquaredError(second, wanted);
                }
                internal static class User
                {
                    public static (Tensor<float>, Tensor<float>) Predict(ReadOnlyTensorSpan<float> x, ReadOnlyTensorSpan<int> kind) => (new M().Predict(x, kind).First, new M().Predict(x, kind).Second);
                    public static void Predict(ReadOnlyTensorSpan<float> x, ReadOnlyTensorSpan<int> kind, TensorSpan<float> first, TensorSpan<float> second) => new M().Predict(x, kind, first, second);
                    public static float Train(M m, M.Batch batch, ReadOnlyTensorSpan<float> x, ReadOnlyTensorSpan<int> kind) { batch.X.Set(x); batch.Kind.Set(kind); batch.Wanted.Set(x); return m.ComputeGradients(batch) + m.ComputeLoss(x, kind, x); }
                    public static void Passes(M m, ReadOnlyTensorSpan<float> x, ReadOnlyTensorSpan<int> kind, TensorSpan<float> gradient)
                    {
                        Workspace workspace = new();
                        M.ForwardOutputs y = m.Forward(workspace, x, kind);
                        (ReadOnlyTensorSpan<float> first, ReadOnlyTensorSpan<float> second) = y;
                        m.Backward(workspace, y.First, second, gradient);
                    }
                    public static ITrainable<M.Batch> AsTrainable(M m) => m;
                }
                """),
            first);

    [Theory]
    [InlineData("Gpt")]
    [InlineData("Llama")]
    public void SizeDoesNotGrowWithLayers(string style)
    {
        int Lines(int layers) => GeneratorRun.Of($"{Samples.Using}[Transformer(Style = TransformerStyle.{style}, Layers = {layers})] public partial class M;").Files.Sum(file => file.Text.Split('\n').Length);
        Assert.Equal(Lines(6), Lines(48));
    }

    [Fact]
    public void TextIsPlain()
    {
        foreach ((string name, string text) in GeneratorRun.Of(Samples.Gpt, Samples.Preset, Samples.Iris).Files)
        {
            Assert.StartsWith("// <auto-generated/>\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain("\t", text, StringComparison.Ordinal);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n'), line => line.EndsWith(' '));
            Assert.EndsWith(".g.cs", name, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AModelAsReadersSeeIt() =>
        Snapshot.Match(string.Join("\n", GeneratorRun.Of(Samples.Iris).Files.OrderBy(file => file.HintName, StringComparer.Ordinal).Select(file => $"//// {file.HintName}\n{file.Text}")));

    [Fact]
    public void AModelWithAnErrorAsReadersSeeIt() =>
        Snapshot.Match(string.Join("\n", GeneratorRun.Of(Samples.Iris.Replace("Linear(16)", "Linear(0)", StringComparison.Ordinal)).Files.Select(file => $"//// {file.HintName}\n{file.Text}")));

    /// <summary>So that one wrong number is one error: what the user's code calls is there, with the same parameters and results.</summary>
    [Theory]
    [InlineData("Input(4), Linear(3), Loss(Loss.CrossEntropy)")]
    [InlineData("Input(4), Linear(3), Loss(Loss.BinaryCrossEntropy)")]
    [InlineData("Sequence(4, MaxLength = 9), Linear(3), Loss(Loss.Huber)")]
    [InlineData("Input(4), Linear(3)")]
    [InlineData("Tokens(Vocabulary = 3, Context = 9, Padding = 0), Embedding(4), Linear(3), Loss(Loss.CrossEntropy)")]
    [InlineData("Tokens(Vocabulary = 3, Context = 9), Embedding(4), Linear(3)")]
    public void AModelWithAnErrorHasTheSameMembers(string attributes)
    {
        // Only the guess does not know that a model with padding cannot be decoded; the count of outputs is the loops' alone, and a decoder is known by its base.
        static IEnumerable<string> Members(string declaration) => GeneratorRun.Of($"{Samples.Using}[Model, {declaration}] public partial class M;").Output.GetTypeByMetadataName("M")!.GetMembers()
            .Where(member => member.DeclaredAccessibility == Accessibility.Public && member is IMethodSymbol or IPropertySymbol && member.Name is not ("OutputCount" or "CreateDecoder"))
            .Select(member => member.ToDisplayString())
            .Order(StringComparer.Ordinal);

        Assert.Equal(Members(attributes), Members(attributes.Replace("Linear(3)", "Linear(3, Name = \"1\")", StringComparison.Ordinal)));
    }

    private static void AssertClean(GeneratorRun run, string name)
    {
        Assert.Null(run.Result.Exception);
        HashSet<SyntaxTree> users = [.. run.Input.SyntaxTrees];
        Diagnostic[] found = [.. run.Output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            // Public members without documentation: the user's business in the user's files, ours in ours.
            .Where(diagnostic => diagnostic.Id != "CS1591" || !users.Contains(diagnostic.Location.SourceTree!))];
        Assert.True(found.Length == 0, $"{name}: {string.Join("\n", found.Take(5).Select(diagnostic => $"{diagnostic}\n    {Line(diagnostic)}"))}");
        using MemoryStream image = new();
        Assert.True(run.Output.Emit(image).Success);
    }

    private static string? Line(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
}
