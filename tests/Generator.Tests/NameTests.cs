using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>Whatever the user calls a class, emitted code of every target means by its words what it meant without that class.</summary>
public class NameTests
{
    private const string All = "Backends(global::ModelGen.Backend.TorchSharp | global::ModelGen.Backend.Ilgpu | global::ModelGen.Backend.Onnx), ";

    /// <summary>Models that have between them most of what targets emit.</summary>
    private const string Models = $"""
        [{All}Model, Tokens(Vocabulary = 9, Context = 8), Embedding(8), Repeat<Layer_>(2), RmsNorm, Linear(9), Loss(global::ModelGen.Loss.CrossEntropy)] public partial class Text_;
        [Block, Residual<Attend_>, LayerNorm] public partial class Layer_;
        [Block, SelfAttention(Heads = 2, Causal = true, Rotary = true, Dropout = 0.1), Dropout(0.1)] public partial class Attend_;
        [{All}Model, Input(3, 8, 8), Conv2d(4, Kernel = 3), BatchNorm, Gelu, MaxPool2d(2), GlobalAveragePool, Linear(3), Loss(global::ModelGen.Loss.MeanSquaredError)] public partial class Picture_;
        [{All}Model, Tokens(Vocabulary = 9, Context = 8, Padding = 0), Embedding(8), SinusoidalPosition, Conv1d(8, Kernel = 3), BatchNorm, SelfAttention(Heads = 2), GlobalMaxPool, Linear(1), Loss(global::ModelGen.Loss.BinaryCrossEntropy)] public partial class Words_;
        [Backends(global::ModelGen.Backend.TorchSharp | global::ModelGen.Backend.Onnx), Model, Tokens(Vocabulary = 9, Context = 8, Padding = 0), Embedding(8), Lstm(4, ReturnSequences = true, Bidirectional = true), Gru(4), Linear(3, Name = "head"), Softmax, Loss(global::ModelGen.Loss.MeanSquaredError)] public partial class Steps_;
        """;

    /// <summary>Names that C#, the framework or the library has, and that a class may have all the same.</summary>
    private static readonly string[] s_others =
    [
        "nameof", "nint", "nuint", "dynamic", "extension", "notnull", "_", "args", "value", "Vector", "Array", "Index", "Range", "Math", "MathF", "Span", "Memory", "String", "Object", "Single", "Int32", "Half", "Random", "Console", "Buffer",
        "Attribute", "Exception", "Environment", "Enumerable", "List", "Dictionary", "Func", "Action", "Task", "Stream", "File", "Path", "Type", "Nullable", "Tuple", "ValueTuple", "Lazy", "Context", "Accelerator", "Device", "Module", "Session",
        "Collections", "Numerics", "Tensors", "Runtime", "Algorithms", "Training", "Data", "Weights",
    ];

    // Namespaces from which emitted code begins, and what imports them.
    private static readonly string[] s_roots = ["System", "ModelGen", "TorchSharp", "ILGPU"];

    // What models have between them, and what they share.
    private static readonly Lazy<SyntaxToken[]> s_emitted = new(() => [.. Run("using ModelGen;\n" + Models).Result.GeneratedSources.SelectMany(file => file.SyntaxTree.GetRoot().DescendantTokens()).Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !token.ValueText.EndsWith('_'))]);

    // "unmanaged" is a constraint, for which C# has no other spelling.
    private static readonly Lazy<string[]> s_names = new(() => [.. Words().Concat(s_emitted.Value.Select(token => token.ValueText)).Except([.. s_roots, "unmanaged"]).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Words of the language, and classes that are emitted inside of a model, as names of the model itself, and of what it stands in.</summary>
    [Fact]
    public void AWordIsANameForEveryTarget()
    {
        string[] words = [.. Words().Where(word => SyntaxFacts.GetKeywordKind(word) == SyntaxKind.None).Concat(Nested()).Distinct()];
        Assert.True(words.Length > 100);
        StringBuilder source = new("using ModelGen;\n");
        for (int i = 0; i < words.Length; i++)
        {
            string model = $"[{All}Model, Input(4), Linear(3, Name = \"{words[i]}_\"), Loss(global::ModelGen.Loss.MeanSquaredError)] public partial class @";
            source.Append(CultureInfo.InvariantCulture, $"namespace N{i} {{ {model}{words[i]}; }}\n");
            if (i % 3 == 0) source.Append(CultureInfo.InvariantCulture, $"namespace P{i}.@{words[i]} {{ {model}M; }} namespace O{i} {{ public partial class @{words[i]} {{ {model}M; }} }}\n");
        }

        Compiles(source.ToString());
    }

    /// <summary>A class for each identifier that stands in an emitted file: beside the models, and in no namespace, where the files that models share look last.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("Users")]
    public void NoNameOfTheUsersIsTakenForAnEmittedOne(string space)
    {
        string others = string.Concat(s_names.Value.Select(name => $"public class @{name};\n"));
        Compiles("using ModelGen;\n" + (space.Length == 0 ? Models + others : $"namespace {space} {{ {Models} {others} }}"));
    }

    [Theory]
    [InlineData("System")]
    [InlineData("TorchSharp")]
    [InlineData("ILGPU")]
    public void AClassThatHidesARootIsRefusedAndGetsNothing(string root)
    {
        GeneratorRun run = GeneratorRun.Of($"using ModelGen;\n[{All}Model, Input(4), Linear(3)] public partial class {root};");
        Assert.Empty(run.Files);
    }

    private static void Compiles(string source)
    {
        GeneratorRun run = Run("#pragma warning disable CS8981\n" + source);
        Assert.Null(run.Result.Exception);
        string[] errors = [.. run.Output.Errors().Select(found => found.ToString())];
        Assert.True(errors.Length == 0, $"{errors.Length} errors\n" + string.Join("\n", errors.Take(40)));
    }

    private static GeneratorRun Run(string source)
    {
        MetadataReference[] packages = [TorchSurface.Of("0.107"), .. IlgpuSurface.Project("").References];
        return GeneratorRun.Of(UserProject.Compile("User", [source], [.. packages.Except(UserProject.References)]));
    }

    private static IEnumerable<string> Words() =>
        SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Concat(SyntaxFacts.GetPreprocessorKeywordKinds()).Select(SyntaxFacts.GetText)
            .Concat(s_others).Where(SyntaxFacts.IsValidIdentifier).Distinct();

    // The classes that are emitted inside of others.
    private static IEnumerable<string> Nested() =>
        s_emitted.Value.Where(token => token.Parent is BaseTypeDeclarationSyntax { Parent: BaseTypeDeclarationSyntax } && SyntaxFacts.IsValidIdentifier(token.ValueText)).Select(token => token.ValueText);
}
