using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Cpu;
using ModelGen.Tests.Harness;

namespace ModelGen.Tests.Emitted;

/// <summary>Models of all kinds, compiled once in both forms.</summary>
internal static class ModelCases
{
    private const string Using = "using ModelGen;\n";
    private const int Seeds = 30;

    private static readonly (string Name, string Source)[] s_named =
    [
        ("Gpt2", "[Transformer(Layers = 2, Heads = 2, Width = 16, Vocabulary = 13, Context = 6)] public partial class Gpt2;"),
        ("Gpt2Dropout", "[Transformer(Layers = 2, Heads = 2, Width = 16, Vocabulary = 13, Context = 6, Dropout = 0.1)] public partial class Gpt2Dropout;"),
        ("Llama", "[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 16, Hidden = 24, Vocabulary = 13, Context = 6)] public partial class Llama;"),
        ("Mlp", "[Model, Input(20), Linear(24, Name = \"fc1\"), Relu, Linear(16, Name = \"fc2\"), Tanh, Linear(5, Name = \"fc3\"), Loss(Loss.CrossEntropy)] public partial class Mlp;"),

        // A sum of a product with its own activation: no epilogue can have both.
        ("Own", "[Block, Gelu] public partial class Act; [Model, Input(6), Linear(8), Residual<Act>, Linear(3)] public partial class Own;"),
        ("OwnLast", "[Block, Tanh] public partial class Act2; [Block, Residual<Act2>] public partial class Act3; [Model, Input(6), Linear(8), Residual<Act3>] public partial class OwnLast;"),

        // Two gradients meet before the parameters inside have theirs.
        ("Inner", "[Block, Linear(8), Tanh, Linear(8)] public partial class In; [Block, Residual<In>, Linear(8)] public partial class Out; [Model, Input(8), Residual<Out>, Linear(3)] public partial class Inner;"),

        // The input's gradient is also that of a parameter.
        ("Positions", "[Model, Sequence(6, MaxLength = 6), PositionEmbedding, PositionEmbedding] public partial class Positions;"),
        ("Unchanged", "[Model, Input(2, 3), Flatten, Loss(Loss.MeanSquaredError)] public partial class Unchanged;"),
        ("Nothing", "[Model, Input(5), Dropout(0)] public partial class Nothing;"),
        ("Doubled", "[Block, Dropout(0)] public partial class Same; [Model, Input(5), Residual<Same>, Repeat<Same>(2), Residual<Same>] public partial class Doubled;"),

        // Names that a user chose for a checkpoint: none for a layer, for a block, for a list.
        ("Chosen", """
            [Block, LayerNorm(Name = ""), Linear(4, Name = "inner", WeightName = "fc")] public partial class Part;
            [Block, Use<Part>(WeightName = ""), Linear(4, WeightName = "last-1")] public partial class Outside;
            [Model, Input(4), Repeat<Part>(2, WeightName = ""), Use<Outside>(WeightName = "x.y"), Use<Part>(WeightName = "2"), Linear(3, Name = "", WeightName = "")] public partial class Chosen;
            """),
        ("Tied", "[Model, Tokens(Vocabulary = 13, Context = 6, Segments = true), Embedding(8), LayerNorm, Linear(8, Transposed = true), Tanh, Linear(13, TiedTo = \"embedding\")] public partial class Tied;"),

        // Names that emitted code has other uses for.
        ("Names", """
            [Block, Linear(4, Name = "scratch"), Tanh, Linear(4, Name = "saved")] public partial class Stage;
            [Block, Residual<Stage>, Linear(4, Name = "stageSaved")] public partial class Team;
            [Model, Input(4), Linear(4, Name = "x"), Linear(4, Name = "p"), Linear(4, Name = "B"), Linear(4, Name = "output"), Linear(4, Name = "class"),
             Linear(4, Name = "teamInput"), Linear(4, Name = "teamInputs"), Linear(4, Name = "teamFrames"), Linear(4, Name = "dTeamNext"), Linear(4, Name = "teamOther"), Linear(4, Name = "teamSaved"),
             Repeat<Team>(2), Linear(4, Name = "values"), Linear(4, Name = "Store"), Linear(4, Name = "Parameters"), Linear(4, Name = "dX"), Linear(4, Name = "dOutput"), Linear(4, Name = "i"),
             Linear(4, Name = "Cpu"), Linear(4, Name = "System"), Linear(4, Name = "ModelGen"), Linear(4, Name = "Count"), Linear(4, Name = "Names")]
            public partial class Names;
            """),
    ];

    public static IReadOnlyDictionary<string, ModelCase> All { get; } = Make();

    public static IEnumerable<object[]> Names => All.Keys.Select(name => new object[] { name });

    private static Dictionary<string, ModelCase> Make()
    {
        RandomModel[] random = [.. Enumerable.Range(0, Seeds).Select(seed => new RandomModel(seed))];
        (string Name, string Source)[] models = [.. s_named, .. random.Select(model => (model.Name, model.Source))];
        string source = Using + string.Concat(models.Select(model => model.Source + "\n"));
        string[] names = [.. models.Select(model => model.Name)];
        Assembly fused = Compiled.Load(source, names, fuse: true), unfused = Compiled.Load(source, names, fuse: false);
        var compilation = UserProject.Compile(source);
        return models.ToDictionary(model => model.Name, model => new ModelCase(
            model.Source,
            Compiled.Lowered(Compiled.Spec(compilation, model.Name)),
            RunningModel.Create(fused, model.Name),
            RunningModel.Create(unfused, model.Name)));
    }
}

/// <param name="Fused">As users get it.</param>
/// <param name="Unfused">One kernel per op.</param>
internal sealed record ModelCase(string Source, LoweredModel Lowered, RunningModel Fused, RunningModel Unfused)
{
    public bool IsRandom => ModelGen.Compiler.Passes.PlannedModel.IsRandom(Lowered.Main);

    public nint[] Shape(int batch, int length) =>
        [.. Lowered.Inputs[0].Type.Axes.Select(axis => (nint)axis.Size.Evaluate(symbol => symbol.Kind == SymbolKind.Batch ? batch : length))];

    public Array Input(nint[] shape)
    {
        int count = (int)System.Numerics.Tensors.TensorPrimitives.Product<nint>(shape);
        return Lowered.Inputs[0].IsTokens
            ? Enumerable.Range(0, count).Select(i => (int)(CounterRandom.Uniform(3, (ulong)i) * Lowered.Inputs[0].IdLimit)).ToArray()
            : Numbers(count, 4);
    }

    public static float[] Numbers(int count, ulong key) =>
        [.. Enumerable.Range(0, count).Select(i => (2 * CounterRandom.Uniform(key, (ulong)i)) - 1)];
}
