using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Errors;
using ModelGen.Generator.Frontend;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>
/// Follows shapes through the locals of each method to the calls of models. What a model takes stands in attributes of its generated members, so that a model of
/// another assembly is checked as well. Only what is certain is reported.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DataEdgeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.DataEdges;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (EnvironmentReader.Read(start.Compilation, start.CancellationToken).HasRuntime)
            {
                start.RegisterOperationBlockAction(Analyze);
            }
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        IOperation[] bodies = [.. context.OperationBlocks.Where(block => block is IBlockOperation or IMethodBodyOperation or IFieldInitializerOperation or IPropertyInitializerOperation)
            .GroupBy(block => block.Parent ?? block).Select(blocks => blocks.First())];
        foreach (IOperation body in bodies)
        {
            IOperation root = body.Parent ?? body;
            try
            {
                if (Interest.Is(root) && Graph(context, body) is { } graph)
                {
                    Locals locals = new(root);
                    Fields fields = new(root.SemanticModel, context.CancellationToken);
                    FlowAnalysis analysis = new(locals, fields, new LocalFunctions(root, locals, fields), edge => Report(context, edge), context.CancellationToken);
                    analysis.Run(graph, Interest.Stated(context.OwningSymbol));
                }
            }
            catch (InsufficientExecutionStackException)
            {
                // An expression too deep to look into: nothing is known of it.
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                string message = $"The compiler failed on '{context.OwningSymbol.Name}': {fault.GetType().Name}: {fault.Message}";
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(ErrorId.Internal), body.Syntax.GetLocation(), message));
            }
        }
    }

    // On code that has errors the host itself may fail to make a graph; the errors are reported anyway.
    private static ControlFlowGraph? Graph(OperationBlockAnalysisContext context, IOperation body)
    {
        try
        {
            return context.GetControlFlowGraph(body);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return null;
        }
    }

    private static void Report(OperationBlockAnalysisContext context, Edge edge)
    {
        Location[] made = edge.Made is null ? [] : [edge.Made.GetLocation()];
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(edge.Id), edge.Place.GetLocation(), made, edge.Message));
    }
}
