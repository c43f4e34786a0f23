using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
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

    /// <summary>Words of the language are names with an @, and words that mean something in some places alone are names as they stand: emitted code says neither as the language does.</summary>
    [Theory]
    [InlineData("@class")]
    [InlineData("@int")]
    [InlineData("@float")]
    [InlineData("@public")]
    [InlineData("@new")]
    [InlineData("@var")]
    [InlineData("@nint")]
    [InlineData("@dynamic")]
    [InlineData("@record")]
    [InlineData("@await")]
    [InlineData("@async")]
    [InlineData("@yield")]
    [InlineData("@value")]
    [InlineData("@field")]
    [InlineData("@partial")]
    [InlineData("@where")]
    [InlineData("@global")]
    [InlineData("@scoped")]
    [InlineData("@required")]
    [InlineData("@file")]
    [InlineData("@unmanaged")]
    [InlineData("@notnull")]
    [InlineData("@managed")]
    [InlineData("@get")]
    [InlineData("@init")]
    public void AKeywordIsAName(string name)
    {
        string[] sources =
        [
            $"[Model, Input(4), Linear(3), Loss(Loss.MeanSquaredError)] public partial class {name};",
            $"[Block, LayerNorm, Linear(4)] public partial class {name}; [Model, Input(4), Residual<{name}>, Repeat<{name}>(2)] public partial class M;",
            $"namespace {name} {{ [Model, Tokens(Vocabulary = 5, Context = 4), Embedding(4), SelfAttention(Heads = 2, Causal = true), Linear(5), Loss(Loss.CrossEntropy)] public partial class M; }}",
            $"public partial class {name} {{ [Model, Input(4), Linear(3)] public partial class M; }}",
        ];
        foreach (string source in sources)
        {
            GeneratorRun run = GeneratorRun.Of("#pragma warning disable CS8981\nusing ModelGen;\n" + source);
            Assert.Null(run.Result.Exception);
            Assert.Equal("", string.Join("\n", run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{name}: {diagnostic}").Take(3)));
        }
    }
}
