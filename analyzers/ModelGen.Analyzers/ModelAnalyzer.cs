using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generator.Frontend.Pretrained;

namespace ModelGen.Analyzers;

/// <summary>
/// Runs the compiler for its errors. It judges nothing itself: what the generator emits from a specification and what is reported about it
/// come out of the same call.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Lives as long as the analyzer, which in an editor is longer than any compilation.</summary>
    internal ErrorMemo Memo { get; } = new();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Supported;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            Session session = new(start.Compilation, Memo, ProjectFiles.Of(start.Options.AdditionalFiles, start.Options.AnalyzerConfigOptionsProvider, start.CancellationToken));
            if (session.Environment.HasRuntime)
            {
                start.RegisterSymbolAction(
                    symbol => session.Analyze((INamedTypeSymbol)symbol.Symbol, symbol.ReportDiagnostic, symbol.CancellationToken),
                    SymbolKind.NamedType);
                start.RegisterOperationAction(RuntimeCalls.Analyze, OperationKind.Invocation, OperationKind.MethodReference);
                start.RegisterOperationAction(TrainingCalls.Analyze, OperationKind.Invocation, OperationKind.ObjectCreation);
            }
        });
    }
}
