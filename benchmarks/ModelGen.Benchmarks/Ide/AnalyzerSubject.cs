using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers;
using ModelGen.Analyzers.DataEdges;
using ModelGen.Generator;

namespace ModelGen.Benchmarks.Ide;

/// <summary>Analyzers over the open file with the model, in a compilation that nobody has looked at yet: symbols are bound within the time.</summary>
internal sealed class AnalyzerSubject : IIdeSubject
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly ErrorMemo? _memo;
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: EditedProject.ParseOptions);

    private AnalyzerSubject(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        _analyzers = analyzers;
        _memo = analyzers.OfType<ModelAnalyzer>().SingleOrDefault()?.Memo;
    }

    /// <summary>Those of the package.</summary>
    public static AnalyzerSubject Ours() => new([new ModelAnalyzer(), new DataEdgeAnalyzer()]);

    /// <summary>One that does nothing.</summary>
    public static AnalyzerSubject Idle() => new([new IdleAnalyzer()]);

    public IdeRun Run(EditedProject project)
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(project.Compilation, out Compilation whole, out _);
        int before = _memo?.Compiled ?? 0;
        double elapsed = Look(whole, project.Model, isTimed: false).Milliseconds;
        return new IdeRun(elapsed, (_memo?.Compiled ?? 0) - before);
    }

    /// <summary>One look of an editor at a file of a compilation.</summary>
    /// <param name="isTimed">Whether the host notes how long it was in the analyzers.</param>
    public IdeLook Look(Compilation whole, SyntaxTree file, bool isTimed)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        CompilationWithAnalyzers host = whole.WithAnalyzers(_analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: isTimed));
        ImmutableArray<Diagnostic> found = host.GetAnalyzerSemanticDiagnosticsAsync(whole.GetSemanticModel(file), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        if (found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            throw new InvalidOperationException(found[0].ToString());
        }

        double inside = isTimed ? _analyzers.Sum(analyzer => host.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds) : 0;
        return new IdeLook(elapsed, processor.TotalMilliseconds, inside, allocated);
    }
}
