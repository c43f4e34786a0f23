using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>Declarations at the edge of what C# allows: emitted halves add no error and no warning of their own.</summary>
public class EdgeTests
{
    /// <summary>C# stops at its own declaration errors before any analyzer speaks: what is emitted must add none, so that MGEN0001 is what the user reads.</summary>
    [Theory]
    [InlineData("public class M;")]
    [InlineData("public class Outer { [Model, Input(4), Linear(3)] public partial class M; }", false)]
    [InlineData("public static partial class M;")]
    [InlineData("public abstract partial class M;")]
    [InlineData("public partial class M<T>;")]
    [InlineData("public partial class Outer<T> { [Model, Input(4), Linear(3)] public partial class M; }", false)]
    [InlineData("public partial class Base(int n) { public int N => n; } [Model, Input(4), Linear(3)] public partial class M() : Base(3);", false)]
    [InlineData("public partial class M(int seed) { public int Seed => seed; }")]
    [InlineData("public partial record M;")]
    [InlineData("file partial class M;")]
    public void AClassThatCannotBeCompletedGetsNothingThatCSharpRefuses(string declaration, bool mark = true)
    {
        GeneratorRun run = GeneratorRun.Of(Samples.Using + (mark ? "[Model, Input(4), Linear(3)] " : "") + declaration);
        Assert.Null(run.Result.Exception);
        Assert.DoesNotContain(run.Output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("#pragma warning disable CS8981\n[Model, Input(4), Linear(3)] public partial class net;")]
    [InlineData("[assembly: System.CLSCompliant(true)] [Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class Net;")]
    [InlineData("[assembly: System.CLSCompliant(true)] [Model, Tokens(Vocabulary = 5, Context = 4, Padding = 0), Embedding(4), Conv1d(3, Kernel = 2), Linear(5), Loss(Loss.MeanSquaredError)] public partial class Net;")]
    [InlineData("[assembly: System.CLSCompliant(true)] [Transformer(Layers = 1)] public partial class Net;")]
    [InlineData("[assembly: System.CLSCompliant(true)] [Model, Input(4), Linear(0), Loss(Loss.MeanSquaredError)] public partial class Net;")]
    public void NoWarningStandsInAnEmittedFile(string source)
    {
        GeneratorRun run = GeneratorRun.Of("using ModelGen;\n" + source.Replace("using ModelGen;", ""));
        HashSet<SyntaxTree> users = [.. run.Input.SyntaxTrees];
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Location.SourceTree is { } tree && !users.Contains(tree)));
    }

    /// <summary>
    /// Words of the language, all of them, are names with an @, and words that mean something in some places alone are names as they stand: emitted code says neither as the language does.
    /// </summary>
    [Theory]
    [InlineData("[Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class @;")]
    [InlineData("[Model, Tokens(Vocabulary = 5, Context = 4), Embedding(4), SelfAttention(Heads = 2, Causal = true), Linear(5), Loss(Loss.CrossEntropy)] public partial class @;")]
    [InlineData("[Block, LayerNorm, Linear(4)] public partial class @; [Model, Input(4), Residual<@>, Repeat<@>(2), Loss(Loss.MeanSquaredError)] public partial class M;")]
    [InlineData("namespace @ { [Model, Tokens(Vocabulary = 5, Context = 4), Embedding(4), SelfAttention(Heads = 2, Causal = true), Linear(5), Loss(Loss.CrossEntropy)] public partial class M; }")]
    [InlineData("public partial class @ { [Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class M; }")]
    [InlineData("[Model, Input(4), Linear(4, Name = \"?\"), LayerNorm, Linear(3), Loss(Loss.MeanSquaredError)] public partial class M;")]
    [InlineData("[Model, Tokens(Vocabulary = 5, Context = 4), Embedding(4, Name = \"?\"), Lstm(4, ReturnSequences = true), Linear(5, TiedTo = \"?\"), Loss(Loss.CrossEntropy)] public partial class M;")]
    public void EveryWordOfTheLanguageIsAName(string form)
    {
        string[] words = [.. Words().Where(word => !form.Contains('?', StringComparison.Ordinal) || !IsMember(word))];
        Assert.True(words.Length > 120);
        StringBuilder source = new("#pragma warning disable CS8981\nusing ModelGen;\n");
        for (int i = 0; i < words.Length; i++) source.Append(CultureInfo.InvariantCulture, $"namespace N{i} {{ {form.Replace("@", "@" + words[i], StringComparison.Ordinal).Replace("?", words[i], StringComparison.Ordinal)} }}\n");
        GeneratorRun run = GeneratorRun.Of(source.ToString());
        Assert.Null(run.Result.Exception);
        string[] errors = [.. run.Output.Errors().Select(found => found.ToString())];
        Assert.True(errors.Length == 0, string.Join("\n", errors.Take(5)));
    }

    private static IEnumerable<string> Words() =>
        SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Concat(SyntaxFacts.GetPreprocessorKeywordKinds()).Select(SyntaxFacts.GetText)
            .Concat(["nameof", "nint", "nuint", "dynamic", "extension", "notnull", "_", "__arglist", "value", "args"]).Where(SyntaxFacts.IsValidIdentifier).Distinct();

    // A layer's name is a member of the parameters, in Pascal's case: those that are there already are MGEN0002.
    private static bool IsMember(string word) => word is "_" or "store";
}
