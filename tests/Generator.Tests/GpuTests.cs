using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>The ILGPU target: what is emitted compiles without a warning against the stand-in. tests/Ilgpu.Tests runs it.</summary>
public class GpuTests
{
    private const string Begin = "using ModelGen;\n";

    private static readonly Dictionary<string, string> s_models = new()
    {
        ["gpt2"] = Begin + "[Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16), Backends(Backend.Ilgpu)] public partial class M;",
        ["gpt2 with dropout, untied"] = Begin + "[Transformer(Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Dropout = 0.1, TiedHead = false), Backends(Backend.Ilgpu)] public partial class M;",
        ["llama"] = Begin + "[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32), Backends(Backend.Ilgpu)] public partial class M;",
        ["the sample"] = Begin + "[Transformer(Style = TransformerStyle.Llama, TiedHead = true, Layers = 4, Heads = 5, Width = 160, Vocabulary = 128, Context = 128), Backends(Backend.Ilgpu)] public partial class M;",
        ["bert"] = Begin + "[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 2, Width = 32, Classes = 3), Backends(Backend.Ilgpu)] public partial class M;",
        ["mlp"] = Begin + "[Model, Input(20), Linear(24, Name = \"fc1\"), Relu, Linear(16, Name = \"fc2\"), Tanh, Linear(5, Name = \"fc3\"), Loss(Loss.CrossEntropy), Backends(Backend.Ilgpu)] public partial class M;",
        ["blocks"] = Samples.Gpt.Replace("[Model, Tokens", "[Backends(Backend.Ilgpu), Model, Tokens"),
        ["padding encoder"] = Begin + """
            [Block, LayerNorm, SelfAttention(Heads = 2, Dropout = 0.1)] partial class Attend;
            [Block, LayerNorm, SwiGlu(40, Bias = true), Dropout(0.1)] partial class Think;
            [Block, Residual<Attend>, Residual<Think>] partial class Encode;
            [Model, Tokens(Vocabulary = 50, Context = 24, Padding = 0), Embedding(16), SinusoidalPosition, Repeat<Encode>(3), GlobalAveragePool, Linear(3)]
            [Loss(Loss.CrossEntropy, LabelSmoothing = 0.1), Backends(Backend.Ilgpu)]
            public partial class M;
            """,
        ["image"] = Begin + "[Model, Input(3, 8, 8), Gelu, GlobalMaxPool, Linear(4), Sigmoid, Backends(Backend.Ilgpu)] public partial class M;",
        ["sequence"] = Begin + "[Model, Sequence(6, MaxLength = 10), Linear(8), LayerNorm, SelfAttention(Heads = 2, Rotary = true, RotaryBase = 5000), SelfAttention(Heads = 1, Rotary = true), TakeFirst, Backends(Backend.Ilgpu)] public partial class M;",
        ["windows over images"] = Begin + "[Model, Input(3, 8, 8), Conv2d(4, Kernel = 3, Same = true), Relu, MaxPool2d(2), ConvTranspose2d(2, Kernel = 2, Stride = 2), Upsample2d(2), AvgPool2d(2), Flatten, Linear(2), Loss(Loss.MeanSquaredError), Backends(Backend.Ilgpu)] public partial class M;",
        ["a graph without a loss"] = Begin + "using static ModelGen.Graph; [Model, Backends(Backend.Ilgpu)] public partial class M { [Forward] static (Symbol Arena, Symbol Saved) Run([Input(4)] Symbol vector, [Id(5)] Symbol shares, [Tokens(Vocabulary = 9, Context = 4, Padding = 0)] Symbol losses) => (vector.Linear(3), Concat(shares.Embedding(2), losses.Embedding(3).Dropout(0.1).GlobalAveragePool())); }",
        ["a graph with an objective"] = Begin + """
            using static ModelGen.Graph;
            [Model, Backends(Backend.Ilgpu)]
            public partial class M
            {
                [Forward]
                static (Symbol Arena, Symbol Output, Symbol Other) Run([Input(4)] Symbol vector, [Tensor("N<=5", "F:3")] Symbol saved, [Sequence(3, MaxLength = 6)] Symbol steps) => (vector.Linear(3), MatMul(saved, vector.Linear(3)), steps.Linear(2));

                [Objective]
                static Symbol Both(Symbol arena, Symbol output, Symbol saved, [Id(3)] Symbol labels) =>
                    CrossEntropy(arena, labels, classWeights: [1, 2, 3]) + 0.5 * MeanSquaredError(output, saved.Sum(Axis.Feature)) + BinaryCrossEntropy(arena, arena.Sigmoid()) / 2;
            }
            """,
        ["a graph of one input and an objective"] = Begin + """
            using static ModelGen.Graph;
            [Model, Backends(Backend.Ilgpu)]
            public partial class M
            {
                [Forward] static Symbol Classify([Input(4)] Symbol x) => x.Linear(3);

                [Objective] static Symbol Hard(Symbol classify, [Id(3)] Symbol labels) => Focal(classify, labels, gamma: 2);
            }
            """,
        ["one input of named axes"] = Begin + "[Model, Loss(Loss.MeanSquaredError), Backends(Backend.Ilgpu)] public partial class M { [Forward] static Symbol Pool([Tensor(\"N<=16\", \"F:3\")] Symbol points) => points.Linear(8).Relu().Max(\"N\").Linear(1); }",
        ["one input of two named axes"] = Begin + "[Model, Loss(Loss.MeanSquaredError), Backends(Backend.Ilgpu)] public partial class M { [Forward] static Symbol Pool([Tensor(\"N<=16\", \"M<=9\", \"F:3\")] Symbol points) => points.Linear(8).Relu().Max(\"N\").Sum(\"M\").Linear(1); }",
        ["renaming only"] = Begin + "[Model, Input(4, 6), Flatten, Backends(Backend.Ilgpu)] public partial class M;",
        ["names that clash"] = Begin + """
            namespace Gpu.Il.Cpu.ILGPU
            {
                class Kernels; class Passes; class Decoder; class ArrayView; class Accelerator; class GpuDevice;
                [Block, RmsNorm(Name = "weights"), Linear(8, Name = "device"), Relu, Linear(8, Name = "x")] partial class Kernel;
                [Model, Tokens(Vocabulary = 9, Context = 4)]
                [Embedding(8, Name = "device"), Repeat<Kernel>(2, Name = "packed"), Residual<Kernel>(Name = "h"), Linear(8, Name = "weights"), Linear(9, Name = "tensors"), Linear(9, Name = "arena")]
                [Loss(Loss.CrossEntropy), Backends(Backend.Ilgpu)]
                public partial class Model;
            }
            """,
        ["nested"] = Begin + "public static partial class Outer { [Model, Input(4), Linear(2), Loss(Loss.CrossEntropy), Backends(Backend.Ilgpu)] internal sealed partial class @class; }",
    };

    public static TheoryData<string> Cases => [.. s_models.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void CompilesWithoutAWarning(string model)
    {
        GeneratorRun run = GeneratorRun.Of(IlgpuSurface.Project(s_models[model]));
        Assert.Contains(run.Files, file => file.HintName.EndsWith(".Gpu.g.cs"));
        Diagnostic[] found = [.. run.Output.GetDiagnostics().Where(IsFault)];
        Assert.True(found.Length == 0, string.Join("\n", found.Take(5).Select(each => $"{each}\n    {each.Location.SourceTree?.GetText().Lines[each.Location.GetLineSpan().StartLinePosition.Line]}")));
    }

    [Theory]
    [InlineData(".Gpu.g.cs")]
    [InlineData(".Gpu.Passes.g.cs")]
    [InlineData(".Gpu.Kernels.g.cs")]
    public void Llama(string file)
    {
        string text = GeneratorRun.Of(IlgpuSurface.Project(s_models["llama"])).Files.Single(each => each.HintName.EndsWith(file)).Text;

        // Kernels stand in order of name; those for tensor cores, the last, are read as PTX by tests/Backends/Ptx.
        int tensors = text.IndexOf("internal static void Tensor", System.StringComparison.Ordinal);
        Snapshot.Match(tensors < 0 ? text : text[..text.LastIndexOf("/// <summary>", tensors, System.StringComparison.Ordinal)], file.Split('.')[^3]);
    }

    /// <summary>What tests/CodeFixes.Tests shows of the other targets: a preset and its expansion give the same text.</summary>
    [Fact]
    public void AnExpandedPresetIsTheSameModel()
    {
        string folder = Path.Combine(Snapshot.Repository, "tests", "Models.Tests");
        string presets = File.ReadAllText(Path.Combine(folder, "GoldenModels.cs")).Replace("[Transformer(", "[Backends(Backend.Ilgpu), Transformer(");
        string expanded = File.ReadAllText(Path.Combine(folder, "Expanded", "ExpandedModels.cs")).Replace("[Model]", "[Backends(Backend.Ilgpu), Model]").Replace("Tests.Expanded;", "Tests;");
        (string HintName, string Text)[] files = [.. GeneratorRun.Of(IlgpuSurface.Project(expanded)).Files];
        Assert.Equal(4, files.Count(file => file.HintName.EndsWith(".Gpu.Kernels.g.cs")));
        Assert.Equal(files, GeneratorRun.Of(IlgpuSurface.Project(presets)).Files.Where(file => files.Any(each => each.HintName == file.HintName)));
    }

    [Fact]
    public void SharedCodeIsEmittedOnce()
    {
        string two = s_models["mlp"] + s_models["mlp"].Replace("class M;", "class N;").Replace(Begin, "");
        Assert.Single(GeneratorRun.Of(IlgpuSurface.Project(two)).Files, file => file.HintName == "ModelGen.Gpu.GpuDevice.g.cs");
        Assert.DoesNotContain(GeneratorRun.Of(IlgpuSurface.Project(Begin + "[Model, Input(4), Linear(3)] partial class M;")).Files, file => file.HintName.StartsWith("ModelGen.Gpu."));
    }

    [Fact]
    public void EmittedKernelsDoNotGrowWithTheLayers()
    {
        string Kernels(int layers) => GeneratorRun.Of(IlgpuSurface.Project(s_models["llama"].Replace("Layers = 2", $"Layers = {layers}"))).Files.Single(file => file.HintName.EndsWith(".Gpu.Kernels.g.cs")).Text;
        Assert.Equal(Kernels(2), Kernels(12));
    }

    [Fact]
    public void AModelWithAnErrorHasTheSameMembers()
    {
        const string User = """

            class User
            {
                static float Run(ILGPU.Runtime.Accelerator accelerator, M model, float[] x, int[] y)
                {
                    using M.Gpu gpu = new(accelerator, model, ModelGen.GpuPrecision.Float16);
                    gpu.UseAdamW(1e-3f); gpu.UseSgd(); gpu.LearningRate = 1;
                    var trainer = new ModelGen.Training.Trainer<float, int>(gpu);
                    gpu.AddGradients(new(x, [1, 20]), new(y, [1])); gpu.Step(1); gpu.Update(); gpu.ZeroGradients(); gpu.ClipGradients(1);
                    gpu.Predict(new System.Numerics.Tensors.ReadOnlyTensorSpan<float>(x, [1, 20])); gpu.Forward(new(x, [1, 20])); gpu.Backward(new(x, [1, 5]));
                    gpu.Download(model); gpu.Upload(model); gpu.DownloadGradients(model);
                    return gpu.ComputeGradients(new(x, [1, 20]), new(y, [1])) + gpu.ComputeLoss(new(x, [1, 20]), new(y, [1])) + gpu.ReadLoss() + gpu.Launches + gpu.DeviceBytes + gpu.RandomState;
                }
            }
            """;
        Assert.DoesNotContain(GeneratorRun.Of(IlgpuSurface.Project(s_models["mlp"] + User)).Output.GetDiagnostics(), IsFault);
        string broken = s_models["mlp"].Replace("Linear(16,", "Linear(-16,");
        Assert.DoesNotContain(GeneratorRun.Of(IlgpuSurface.Project(broken + User)).Output.GetDiagnostics(), IsFault);
    }

    [Fact]
    public void WithoutThePackageTheCpuTargetIsEmittedAllTheSame()
    {
        foreach (GeneratorRun run in new[] { GeneratorRun.Of(s_models["mlp"]), GeneratorRun.Of(IlgpuSurface.WithoutAlgorithms(s_models["mlp"])) })
        {
            Assert.DoesNotContain(run.Files, file => file.HintName.Contains("Gpu"));
            Assert.DoesNotContain(run.Output.GetDiagnostics(), IsFault);
        }
    }

    // The samples themselves have no documentation.
    private static bool IsFault(Diagnostic found) => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591";
}
