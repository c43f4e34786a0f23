using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Emitted;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>What a preset's expansion is, and that it is the same model.</summary>
public class ExpandTests
{
    /// <summary>Every style with every argument that changes its layers.</summary>
    public static TheoryData<string> Presets =>
    [
        "Transformer(Layers = 2, Heads = 2, Width = 16, Vocabulary = 13, Context = 6)",
        "Transformer(Layers = 1, Heads = 4, KvHeads = 2, Width = 16, Hidden = 24, Vocabulary = 13, Context = 6, TiedHead = false)",
        "Transformer(Layers = 3, Heads = 2, Width = 16, Vocabulary = 13, Context = 6, Dropout = 0.25, Epsilon = 1e-3, TiedHead = true)",
        "Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 16, Hidden = 24, Vocabulary = 13, Context = 6)",
        "Transformer(Style = TransformerStyle.Llama, Layers = 1, Heads = 2, Width = 16, Vocabulary = 13, Context = 6, TiedHead = true, RotaryBase = 500, Epsilon = 1e-6)",
        "Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 2, Width = 16, Vocabulary = 13, Context = 6, Dropout = 0.1)",
        "Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 2, Width = 16, Vocabulary = 13, Context = 6)",
        "Transformer(Style = TransformerStyle.Bert, Layers = 1, Heads = 4, KvHeads = 1, Width = 16, Hidden = 24, Vocabulary = 13, Context = 6, Classes = 3)",
        "Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 2, Width = 16, Vocabulary = 13, Context = 6, Classes = 2, Dropout = 0.1, Epsilon = 1e-5)",
    ];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task IsTheSameModel(string preset)
    {
        string before = $"{Samples.Using}[{preset}]\npublic partial class M;\n";
        string after = await Expansion.Apply(before);
        Assert.DoesNotContain("Transformer", after, StringComparison.Ordinal);
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(after)));

        LoadedModel one = new(before), two = new(after);
        Assert.Equal(one.Run.Files, two.Run.Files); // the emitted code is the same text
        SameTensors(one.New(7), two.New(7));
        SameNumbers(one.Running(), two.Running());

        // A file that the preset wrote is the expansion's, and the other way round.
        foreach ((LoadedModel writer, LoadedModel reader) in new[] { (one, two), (two, one) })
        {
            using MemoryStream file = new();
            IModel saved = writer.New(1), loaded = reader.New(2);
            saved.Save(file);
            file.Position = 0;
            loaded.Load(file);
            Assert.Equal(saved.Store.Values.ToArray(), loaded.Store.Values.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task IsTheSameModuleOfTorchSharp(string preset)
    {
        string before = $"{Samples.Using}[Backends(Backend.TorchSharp)]\n[{preset}]\npublic partial class M;\n";
        GeneratorRun one = GeneratorRun.Of(TorchSurface.Project("0.107", before));
        GeneratorRun two = GeneratorRun.Of(TorchSurface.Project("0.107", await Expansion.Apply(before)));
        Assert.Contains(one.Files, file => file.HintName.EndsWith(".Torch.g.cs", StringComparison.Ordinal));
        Assert.Equal(one.Files, two.Files);
        Assert.DoesNotContain(two.Output.GetDiagnostics(), found => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591");
    }

    /// <summary>The models that PyTorch's numbers are checked with in tests/Models.Tests are what the refactoring writes.</summary>
    [Fact]
    public async Task TheGoldenModelsAreExpansions()
    {
        string folder = Path.Combine(Snapshot.Repository, "tests", "Models.Tests");
        string presets = await File.ReadAllTextAsync(Path.Combine(folder, "GoldenModels.cs"));
        string expected = await File.ReadAllTextAsync(Path.Combine(folder, "Expanded", "ExpandedModels.cs"));
        string written = presets[..presets.IndexOf("/// <summary>The reference case cnn.", StringComparison.Ordinal)].TrimEnd() + "\n";
        Assert.Equal(expected, (await Expansion.Apply(written)).Replace("namespace ModelGen.Models.Tests;", "namespace ModelGen.Models.Tests.Expanded;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ASampleStaysTheSame()
    {
        string folder = Path.Combine(Snapshot.Repository, "samples", "CharGpt");
        string[] before = [await File.ReadAllTextAsync(Path.Combine(folder, "CharGpt.cs")), await File.ReadAllTextAsync(Path.Combine(folder, "Alphabet.cs"))];
        Project project = EditorProject.Of(before);
        string[] after = await Fix.Changed(project, Assert.Single(await Expansion.Offered(project, before[0].IndexOf("Transformer(", StringComparison.Ordinal))));
        Assert.Contains("[Tokens(Vocabulary = Alphabet.Size, Context = CharGpt.Window)]", after[0], StringComparison.Ordinal);
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(after)));
        Assert.Equal(GeneratorRun.Of(before).Files, GeneratorRun.Of(after).Files);
    }

    private static void SameTensors(IModel one, IModel two)
    {
        Assert.Equal(Describe(one.Store), Describe(two.Store));
        foreach ((Parameter left, Parameter right) in one.Store.Tensors.Zip(two.Store.Tensors))
        {
            Assert.Equal(left.Value.ToArray(), right.Value.ToArray());
        }
    }

    private static IEnumerable<string> Describe(ParameterStore store) =>
        store.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape.ToArray())}] {(tensor.Transposed ? "transposed" : "")}");

    private static void SameNumbers(RunningModel one, RunningModel two)
    {
        int[] ids = [1, 5, 12, 0, 3, 7, 2, 2, 11, 4];
        nint[] shape = [2, 5];
        Assert.Equal(one.Predict(ids, shape), two.Predict(ids, shape));
        float[] output = one.Forward(ids, shape, out nint[] lengths); // with dropout
        Assert.Equal(output, two.Forward(ids, shape, out _));
        Assert.Contains(output, value => value != 0);
        Assert.Equal(one.Backward(output, lengths, shape), two.Backward(output, lengths, shape));
        Assert.Equal(one.CreateDecoder()?.Append([1, 5, 12]).ToArray(), two.CreateDecoder()?.Append([1, 5, 12]).ToArray());
    }
}
