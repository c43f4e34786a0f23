using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Analyzers;

namespace ModelGen.Tests.Harness;

/// <summary>One editor session: every mutant replaces the one before, in the same generator driver and the same workspace.</summary>
internal sealed class Victim
{
    // Where the compiler failed: what is reported does not say.
    [ThreadStatic]
    private static string? t_thrown;

    private readonly ErrorMemo _memo = new();
    private GeneratorRun _run = GeneratorRun.Of(Samples.Iris);
    private Project _project = EditorProject.Of(Samples.Iris);

    static Victim() => AppDomain.CurrentDomain.FirstChanceException += (_, thrown) =>
    {
        if (thrown.Exception is not (OperationCanceledException or InsufficientExecutionStackException) && thrown.Exception.GetType().Name != "ReadingStopped")
        {
            t_thrown = string.Join("\n", Environment.StackTrace.Split('\n').Where(line => line.Contains("ModelGen", StringComparison.Ordinal) && !line.Contains(nameof(Victim), StringComparison.Ordinal)).Take(6));
        }
    };

    /// <summary>
    /// Generator and analyzer over the mutant; what went wrong, or null. The analyzer is called as its host would, class by class: the host
    /// itself compiles all generated bodies first, which takes ten times as long and is no work of ours.
    /// </summary>
    public string? Fault(string mutant)
    {
        try
        {
            SyntaxTree old = _run.Input.SyntaxTrees[0];
            _run = _run.Then(_run.Input.ReplaceSyntaxTree(old, UserProject.Parse(mutant, old.FilePath)));
            return _run.Result.Exception?.ToString() ?? Failure(_run.Diagnostics) ?? Failure(Analyzed(_run.Input));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return fault.ToString();
        }
    }

    /// <summary>Of the last mutant: whether neither C# nor the compiler has anything against it, and the errors in what is emitted for it then.</summary>
    public (bool IsWhole, string Errors) Emitted()
    {
        bool isWhole = !_run.Input.Errors().Any() && !Analyzed(_run.Input).Any(IsError);
        return (isWhole, isWhole && _run.Output.Errors().Take(3).ToArray() is { Length: > 0 } errors ? string.Join("\n", [.. errors.Select(error => error.ToString()), t_thrown]) : "");
    }

    /// <summary>The ids of what the compiler has against the last mutant.</summary>
    public IReadOnlyList<string> Ids => [.. Analyzed(_run.Input).Where(IsError).Select(found => found.Id)];

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>The analyzer in its real host, over the mutant and what is generated for it.</summary>
    public string? FaultInHost() => Failure(Diagnostics(_run.Output));

    /// <summary>Every fix that is offered for the mutant, applied: how many there were, and what went wrong.</summary>
    public (int Applied, string? Fault) Mend(string mutant)
    {
        int applied = 0;
        try
        {
            _project = _project.Documents.First().WithText(SourceText.From(mutant)).Project;
            foreach (Diagnostic diagnostic in Diagnostics(_project.GetCompilationAsync().Result!).Where(found => found.Location.SourceTree is not null))
            {
                foreach (CodeAction action in Fix.Offered(_project, diagnostic).Result)
                {
                    Assert(Fix.Changed(_project, action).Result[0] != mutant, $"{action.Title} changes nothing");
                    applied++;
                }
            }

            return (applied + Expand(mutant), null);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return (applied, fault.ToString());
        }
    }

    /// <summary>Every preset that can be expanded, expanded: an expansion has no error that its model did not have.</summary>
    private int Expand(string mutant)
    {
        int applied = 0;
        for (int at = mutant.IndexOf("Transformer", StringComparison.Ordinal); at >= 0; at = mutant.IndexOf("Transformer", at + 1, StringComparison.Ordinal))
        {
            foreach (CodeAction action in Expansion.Offered(_project, at).Result)
            {
                string expanded = Fix.Changed(_project, action).Result[0];
                Assert(Errors(EditorProject.Of(expanded)) <= Errors(_project), $"The expansion has an error:\n{expanded}");
                applied++;
            }
        }

        return applied;
    }

    private static int Errors(Project project) => Diagnostics(project.GetCompilationAsync().Result!).Count(found => found.Severity == DiagnosticSeverity.Error);

    private static string? Failure(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.FirstOrDefault(diagnostic => !diagnostic.Id.StartsWith("MGEN", StringComparison.Ordinal) || diagnostic.Id == "MGEN9001") is { } found ? $"{found}\n{t_thrown}" : null;

    private List<Diagnostic> Analyzed(CSharpCompilation compilation)
    {
        List<Diagnostic> found = [];
        Session session = new(compilation, _memo, ModelGen.Generator.Frontend.Pretrained.ProjectFiles.None);
        Stack<INamespaceOrTypeSymbol> pending = new([compilation.Assembly.GlobalNamespace]);
        while (pending.TryPop(out INamespaceOrTypeSymbol? next))
        {
            foreach (INamespaceOrTypeSymbol inner in next.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                pending.Push(inner);
                if (inner is INamedTypeSymbol type)
                {
                    session.Analyze(type, found.Add, CancellationToken.None);
                }
            }
        }

        return found;
    }

    private static ImmutableArray<Diagnostic> Diagnostics(Compilation compilation)
    {
        CompilationWithAnalyzersOptions options = new(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return compilation.WithAnalyzers([new ModelAnalyzer()], options).GetAnalyzerDiagnosticsAsync(CancellationToken.None).Result;
    }

    private static void Assert(bool isTrue, string message)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException(message);
        }
    }
}
