using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Tests.Harness;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>The TorchSharp target: what is emitted compiles against both ends of the supported versions, without a warning. Nothing runs here.</summary>
public class TorchTests
{
    private const string Begin = "using ModelGen;\n";

    // Names that fields have by an attribute of later versions.
    private const string Renamed = "names that no field has";

    private static readonly Dictionary<string, string> s_models = new()
    {
        ["gpt2"] = Begin + "[Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16), Backends(Backend.TorchSharp)] public partial class M;",
        ["gpt2 with dropout, untied"] = Begin + "[Transformer(Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Dropout = 0.1, TiedHead = false), Backends(Backend.TorchSharp)] public partial class M;",
        ["llama"] = Begin + "[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32), Backends(Backend.TorchSharp)] public partial class M;",
        ["llama, tied"] = Begin + "[Transformer(Style = TransformerStyle.Llama, Layers = 1, Dropout = 0.1, TiedHead = true), Backends(Backend.TorchSharp)] public partial class M;",
        ["bert"] = Begin + "[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 4, Width = 32, Hidden = 64, Vocabulary = 53, Context = 20, Classes = 3), Backends(Backend.TorchSharp)] public partial class M;",
        ["bert without a classifier"] = Begin + "[Transformer(Style = TransformerStyle.Bert, Layers = 1, Dropout = 0.1), Backends(Backend.TorchSharp)] public partial class M;",
        ["activations"] = Begin + "[Model, Input(8), Softplus, LeakyRelu, Elu(2), LogSoftmax, Loss(Loss.Huber), Backends(Backend.TorchSharp)] public partial class M;",
        ["absolute error"] = Begin + "[Model, Input(8), LeakyRelu(0.2), Loss(Loss.MeanAbsoluteError), Backends(Backend.TorchSharp)] public partial class M;",
        ["mlp"] = Begin + "[Model, Input(20), Linear(24, Name = \"fc1\"), Relu, Linear(16, Name = \"fc2\"), Tanh, Linear(5, Name = \"fc3\"), Loss(Loss.CrossEntropy), Backends(Backend.TorchSharp)] public partial class M;",
        ["blocks"] = Samples.Gpt.Replace("[Model, Tokens", "[Backends(Backend.TorchSharp), Model, Tokens"),
        ["padding encoder"] = Begin + """
            [Block, LayerNorm, SelfAttention(Heads = 2, Dropout = 0.1)] partial class Attend;
            [Block, LayerNorm, SwiGlu(40, Bias = true), Dropout(0.1)] partial class Think;
            [Block, Residual<Attend>, Residual<Think>] partial class Encode;
            [Model, Tokens(Vocabulary = 50, Context = 24, Padding = 0), Embedding(16), SinusoidalPosition, Repeat<Encode>(3), GlobalAveragePool, Linear(3)]
            [Loss(Loss.CrossEntropy, LabelSmoothing = 0.1), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["padding tagger"] = Begin + """
            [Block, RmsNorm, SelfAttention(Heads = 4, KvHeads = 1, Causal = true, Rotary = true)] partial class Attend;
            [Model, Tokens(Vocabulary = 50, Context = 24, Padding = 3), Embedding(32), PositionEmbedding, Residual<Attend>, Linear(7)]
            [Loss(Loss.CrossEntropy, IgnoreIndex = 2), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["published attention"] = Begin + """
            [Block, RmsNorm(Offset = 1), SelfAttention(Heads = 4, KvHeads = 2, HeadSize = 10, Causal = true, Rotary = true, RotarySize = 6, RotaryScaling = RotaryScaling.Llama3, RotaryFactor = 8, Window = 5, QueryKeyNorm = true, OutputBias = false)] partial class Attend;
            [Block, RmsNorm, SwiGlu(24, Gate = Gate.GeluTanh)] partial class Think;
            [Model, Tokens(Vocabulary = 50, Context = 24, Padding = 3), Embedding(32, Scale = 2, Segment = true), PositionEmbedding(Offset = 2), Residual<Attend>, Residual<Think>, Linear(7)]
            [Loss(Loss.CrossEntropy), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["padding, last step"] = Begin + "[Model, Tokens(Vocabulary = 9, Context = 5, Padding = 0), Embedding(4), TakeLast, Linear(1), Loss(Loss.BinaryCrossEntropy), Backends(Backend.TorchSharp)] public partial class M;",
        ["padding, maximum"] = Begin + "[Model, Tokens(Vocabulary = 9, Context = 5, Padding = 0), Embedding(4), GlobalMaxPool, Linear(2), Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)] public partial class M;",
        ["modules by numbers"] = Begin + """
            [Block, Conv2d(4, Kernel = 1, Bias = false, WeightName = "downsample.0"), BatchNorm(WeightName = "downsample.1")] partial class Skip;
            [Block, Linear(4, WeightName = "steps.2.fc"), Tanh, Linear(4, WeightName = "steps.0.fc"), SelfAttention(Heads = 2, Rotary = true, WeightName = "steps.1.attn")] partial class Step;
            [Model, Input(3, 8, 8), Conv2d(4, Kernel = 3, WeightName = "features.0"), BatchNorm(WeightName = "features.1"), Relu, Conv2d(4, Kernel = 3, WeightName = "features.10")]
            [Residual<Skip>(Name = "layer1.0"), Residual<Skip>(Name = "layer1.1"), Reshape(16, 4), Repeat<Step>(2, Name = "layers.0"), Repeat<Step>(3, Name = "layers.1")]
            [Linear(4, WeightName = "heads.0.0"), LayerNorm(WeightName = "heads.0.1"), Linear(4, WeightName = "heads.1.0"), Gru(4, WeightName = "heads.1.1"), Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["image"] = Begin + "[Model, Input(3, 8, 8), Gelu, GlobalMaxPool, Linear(4), Sigmoid, Backends(Backend.TorchSharp)] public partial class M;",
        ["image, mean"] = Begin + "[Model, Input(3, 8, 8), Silu, GlobalAveragePool, Softmax, Backends(Backend.TorchSharp)] public partial class M;",
        ["reshape"] = Begin + "[Model, Input(4, 6), Flatten, Linear(12), Reshape(3, 2, 2), GlobalMaxPool, Backends(Backend.TorchSharp)] public partial class M;",
        ["sequence"] = Begin + "[Model, Sequence(6, MaxLength = 10), Linear(8), LayerNorm, SelfAttention(Heads = 2, Rotary = true, RotaryBase = 5000), SelfAttention(Heads = 1, Rotary = true), TakeFirst, Backends(Backend.TorchSharp)] public partial class M;",
        ["sequence, max and mean"] = Begin + "[Model, Sequence(6, MaxLength = 10), Linear(8), GlobalMaxPool, LayerNorm, Linear(2), Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)] public partial class M;",
        ["a block in three places"] = Begin + """
            [Block, LayerNorm, Linear(8), Gelu(Tanh = true)] partial class Step;
            [Model, Input(8), Use<Step>, Residual<Step>, Repeat<Step>(4), Linear(8, Init = Init.Zeros), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["names that clash"] = Begin + """
            namespace Sharp.TorchSharp.torch
            {
                class Tensor; class Linear; class Device; class RotaryTable; class Session;
                [Block, RmsNorm(Name = "weight"), Linear(8, Name = "bias"), Relu, Linear(8, Name = "x")] partial class RmsNorm;
                [Block, LayerNorm(Name = "scope"), SelfAttention(Heads = 2, Rotary = true, Name = "q")] partial class Transformer;
                [Model, Tokens(Vocabulary = 9, Context = 4)]
                [Embedding(8, Name = "device"), PositionEmbedding(Name = "dtype"), Repeat<Transformer>(2, Name = "i"), Repeat<RmsNorm>(2, Name = "layer"), Residual<RmsNorm>(Name = "h")]
                [Linear(8, Name = "cos"), Linear(8, Name = "class"), Linear(8, Name = "scope"), Linear(8, Name = "rotary"), Linear(9, Name = "ids")]
                [Loss(Loss.CrossEntropy), Backends(Backend.TorchSharp)]
                public partial class Module;
            }
            """,
        ["names of a checkpoint"] = Begin + """
            [Block, LayerNorm(WeightName = "ln"), SelfAttention(Heads = 2, Name = "", WeightName = "attn.{q,k,v,out.LayerNorm}")] partial class Attend;
            [Block, RmsNorm(Name = "", WeightName = "norm"), SwiGlu(8, Name = "mlp", WeightName = "w{1,2,3}")] partial class Think;
            [Model, Tokens(Vocabulary = 9, Context = 4, Segments = true)]
            [Embedding(8, Name = "table", WeightName = "embed.{tokens,segments}"), PositionEmbedding(WeightName = "embed.positions"), Repeat<Attend>(2, WeightName = "encoder.blocks")]
            [Residual<Think>(WeightName = "think.think"), Linear(8, Transposed = true), Linear(9, Bias = false, TiedTo = "table")]
            [Loss(Loss.CrossEntropy), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["images"] = Begin + """
            [Model, Input(4, 9, 7)]
            [Conv2d(8, Kernel = 4, Same = true, Groups = 2), GroupNorm(4), Silu, MaxPool2d(3, Stride = 2, Padding = 1)]
            [Conv2d(6, Kernel = 3, Stride = 2, Dilation = 2, Padding = 2, Bias = false), ConvTranspose2d(5, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)]
            [AvgPool2d(3, Stride = 2, Padding = 1), Upsample2d(2), ConvTranspose2d(3, Kernel = 2, Bias = false), Flatten, Linear(3)]
            [Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["batch norm in a block"] = Begin + """
            [Block, Conv2d(8, Kernel = 3, Same = true, Bias = false, Name = "BatchNorm"), BatchNorm(Name = "norm"), Relu] partial class BatchNorm;
            [Model, Input(3, 8, 8), Conv2d(8, Kernel = 1), Residual<BatchNorm>, Repeat<BatchNorm>(2), Flatten, Linear(5, Bias = false), BatchNorm(Momentum = 0.3, Epsilon = 1e-3)]
            [Loss(Loss.CrossEntropy), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["windows over time"] = Begin + """
            [Model, Sequence(4, MaxLength = 20)]
            [Conv1d(6, Kernel = 2, Same = true, Dilation = 3, Groups = 2), BatchNorm, Gelu, AvgPool1d(3, Padding = 1), SelfAttention(Heads = 3, Rotary = true), MaxPool1d(2, Stride = 1), PositionEmbedding]
            [Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["windows over time, padding"] = Begin + """
            [Block, Gru(6, ReturnSequences = true), Conv1d(6, Kernel = 3, Same = true), SelfAttention(Heads = 2)] partial class Steps1;
            [Model, Tokens(Vocabulary = 20, Context = 16, Padding = 0)]
            [Embedding(6), Conv1d(8, Kernel = 4, Same = true), Relu, MaxPool1d(3, Stride = 2, Padding = 1), Conv1d(6, Kernel = 3, Stride = 2, Dilation = 2, Padding = 3, Bias = false), AvgPool1d(2)]
            [Repeat<Steps1>(2), SinusoidalPosition, GlobalMaxPool, Linear(3)]
            [Loss(Loss.CrossEntropy), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["recurrent"] = Begin + """
            [Model, Sequence(5, MaxLength = 9)]
            [Rnn(6, ReturnSequences = true, Bidirectional = true), Gru(4, Layers = 2, Bidirectional = true, ReturnSequences = true), Lstm(5, Layers = 2, ReturnSequences = true), Lstm(3, Bidirectional = true), Linear(2)]
            [Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["recurrent, padding"] = Begin + """
            [Model, Tokens(Vocabulary = 20, Context = 9, Padding = 0)]
            [Embedding(6, Name = "packed"), Lstm(5, Layers = 2, Bidirectional = true, ReturnSequences = true, Name = "real"), Rnn(4, ReturnSequences = true, Name = "states"), Gru(3, Layers = 2, Bidirectional = true), Linear(2)]
            [Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        [Renamed] = Begin + """
            [Block, Linear(4, Name = "Forward"), Relu, Linear(4, Name = "call")] partial class Parameters;
            [Model, Input(4), Linear(8, Name = "train"), Linear(8, WeightName = "Dense"), Linear(8, WeightName = "0"), Linear(8, WeightName = "fc-1"), SwiGlu(4, WeightName = "{eval,w2,3}"), LayerNorm(Name = "to")]
            [Linear(8, WeightName = "model.forward.0"), Linear(8, WeightName = "model.forward.2"), Linear(8, WeightName = "a-b.0.c"), Linear(8, WeightName = "trainLayer"), Linear(4, WeightName = "Weight")]
            [Repeat<Parameters>(2), Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)]
            public partial class M;
            """,
        ["more inputs than a module has"] = Begin + """
            [Model, Loss(Loss.MeanSquaredError), Backends(Backend.TorchSharp)]
            public partial class M
            {
                [Forward]
                static Symbol Run([Input(2)] Symbol a, [Input(2)] Symbol b, [Input(2)] Symbol c, [Id(4)] Symbol inputs, [Id(5)] Symbol e, [Scalar] Symbol f, [Scalar] Symbol g, [Input(3)] Symbol h) =>
                    Graph.Concat(a, b, c, inputs.Embedding(3), e.Embedding(2), f, g, h).Linear(8).Relu().Linear(1);
            }
            """,
        ["renaming only"] = Begin + "[Model, Input(4, 6), Flatten, Backends(Backend.TorchSharp)] public partial class M;",
        ["nested"] = Begin + "public static partial class Outer { [Model, Input(4), Linear(2), Loss(Loss.CrossEntropy), Backends(Backend.TorchSharp)] internal sealed partial class @class; }",
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string model in s_models.Keys)
            {
                cases.Add(model, "0.107");
                if (model != Renamed)
                {
                    cases.Add(model, "0.99");
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CompilesWithoutAWarning(string model, string version)
    {
        GeneratorRun run = GeneratorRun.Of(TorchSurface.Project(version, s_models[model]));
        Assert.Contains(run.Files, file => file.HintName.EndsWith(".Torch.g.cs"));
        Diagnostic[] found = [.. run.Output.GetDiagnostics().Where(IsFault)];
        Assert.True(found.Length == 0, string.Join("\n", found.Take(5).Select(each => $"{each}\n    {each.Location.SourceTree?.GetText().Lines[each.Location.GetLineSpan().StartLinePosition.Line]}")));
    }

    /// <summary>Pipelines that are right by construction, each in a namespace of its own.</summary>
    [Theory]
    [InlineData("0.99")]
    [InlineData("0.107")]
    public void RandomPipelinesCompileWithoutAWarning(string version)
    {
        var source = new StringBuilder(Begin);
        for (int seed = 0; seed < 40; seed++)
        {
            string attributes = new RandomSpecs(seed).Pipeline(out string[] blocks);
            source.Append(CultureInfo.InvariantCulture, $"namespace N{seed}\n{{\n");
            foreach (string[] block in blocks.Select(each => each.Split(" = ", 2)))
            {
                source.Append(CultureInfo.InvariantCulture, $"[Block, {block[1]}] partial class {block[0]};\n");
            }

            source.Append(CultureInfo.InvariantCulture, $"[Model, {attributes}, Backends(Backend.TorchSharp)] public partial class M;\n}}\n");
        }

        GeneratorRun run = GeneratorRun.Of(TorchSurface.Project(version, source.ToString()));
        Assert.Equal(40, run.Files.Count(file => file.HintName.EndsWith(".Torch.g.cs")));
        string[] faults = [.. run.Output.GetDiagnostics().Where(IsFault).Select(found => found.ToString())];
        Assert.True(faults.Length == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Gpt() => Snapshot.Match(Emitted("0.107", Begin + "[Transformer(Layers = 6, Heads = 6, Width = 384, Vocabulary = 65, Context = 256), Backends(Backend.TorchSharp)]\npublic partial class CharGpt;\n"));

    [Fact]
    public void LlamaForTheOldestVersion() => Snapshot.Match(Emitted("0.99", s_models["llama"]));

    [Fact]
    public void SequencesWithPadding() => Snapshot.Match(Emitted("0.107", Begin + """
        [Model, Tokens(Vocabulary = 5000, Context = 200, Padding = 0)]
        [Embedding(64), Conv1d(96, Kernel = 4, Same = true, Bias = false), BatchNorm, Relu, MaxPool1d(2), Lstm(48, Bidirectional = true, Layers = 2, ReturnSequences = true), Gru(32), Linear(1)]
        [Loss(Loss.BinaryCrossEntropy), Backends(Backend.TorchSharp)]
        public partial class Reviews;
        """));

    [Fact]
    public void AModelWithAnErrorHasTheSameMembers()
    {
        const string User = """

            class User
            {
                float Train(TorchSharp.torch.Tensor x, TorchSharp.torch.optim.Optimizer optimizer)
                {
                    using M.Torch module = new(TorchSharp.torch.CPU, seed: 3);
                    var trainer = new ModelGen.Training.Trainer<float, int>(module.TrainWith(optimizer));
                    module.LoadSafetensors("a"); module.SaveSafetensors("b"); M.Torch.From(module.ToModel()).Predict(x).Dispose(); module.ComputeLoss(x, x).backward();
                    return module.TrainingStep(module.call(x), x, optimizer);
                }
            }
            """;
        Assert.DoesNotContain(GeneratorRun.Of(TorchSurface.Project("0.107", s_models["mlp"] + User)).Output.GetDiagnostics(), IsFault);
        string broken = s_models["mlp"].Replace("Linear(16,", "Linear(-16,");
        Assert.DoesNotContain(GeneratorRun.Of(TorchSurface.Project("0.107", broken + User)).Output.GetDiagnostics(), IsFault);
    }

    [Fact]
    public void WithoutThePackageTheCpuTargetIsEmittedAllTheSame()
    {
        GeneratorRun run = GeneratorRun.Of(s_models["mlp"]);
        Assert.DoesNotContain(run.Files, file => file.HintName.EndsWith(".Torch.g.cs"));
        Assert.DoesNotContain(run.Output.GetDiagnostics(), IsFault);
    }

    // The samples themselves have no documentation.
    private static bool IsFault(Diagnostic found) => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591";

    private static string Emitted(string version, string source) =>
        GeneratorRun.Of(TorchSurface.Project(version, source)).Files.Single(file => file.HintName.EndsWith(".Torch.g.cs")).Text;
}
