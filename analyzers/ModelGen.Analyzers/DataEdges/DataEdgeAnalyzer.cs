using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Compiler.Errors;
using ModelGen.Generator.Frontend;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>
/// Follows shapes through each method, and the methods that it calls, to the calls of models. What a model takes stands in attributes of its generated members, so that a model of
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
                Summary summary = new(start.Compilation);
                start.RegisterOperationBlockAction(block => Analyze(block, summary));
            }
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context, Summary summary)
    {
        IOperation[] bodies = [.. context.OperationBlocks.Where(block => block is IBlockOperation or IMethodBodyOperation or IFieldInitializerOperation or IPropertyInitializerOperation)
            .GroupBy(block => block.Parent ?? block).Select(blocks => blocks.First())];
        foreach (IOperation body in bodies)
        {
            IOperation root = body.Parent ?? body;
            try
            {
                if (Interest.Is(root, summary.Mentions) && Graph(context, body) is { } graph)
                {
                    Frame frame = new(new Locals(root), summary, graph, context.OwningSymbol as IMethodSymbol);
                    Outcome? outcome = new FlowAnalysis(frame, new Walk(context.CancellationToken)).Run(Interest.Stated(context.OwningSymbol), isRoot: true);
                    foreach (Edge edge in Likelier.Sorted([.. outcome?.Edges.GroupBy(edge => (edge.Id, edge.Place)).Select(same => same.First()) ?? []]))
                    {
                        Report(context, edge, summary.Bodies.Versions);
                    }

                    foreach (ShapeComment comment in outcome is null ? [] : StatedShapes.Of(outcome.Assigned, all: false).Where(comment => comment.IsStale))
                    {
                        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(ErrorId.StaleShape), Location.Create(comment.Tree, comment.Span), null, MendProperties.Write(new Compiler.Errors.Mend(MendKind.ReplaceText, Value: comment.Right)),
                            $"The statement gives {comment.Right.Substring(3)}, not {comment.Written!.TrimStart('/', ' ')}"));
                    }
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

    /// <summary>A test that wants the exception: <c>Assert.Throws&lt;ShapeMismatchException&gt;(() => model.Predict(x))</c>.</summary>
    private static bool IsExpected(SyntaxNode place) =>
        place.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(lambda => lambda.Parent?.Parent?.Parent is InvocationExpressionSyntax call
            && (call.Expression switch
            {
                MemberAccessExpressionSyntax access => access.Name,
                SimpleNameSyntax name => name,
                _ => null,
            })?.Identifier.ValueText is { } method
            && (method.StartsWith("Throw", StringComparison.Ordinal) || method.StartsWith("Catch", StringComparison.Ordinal) || method is "Exception" or "ExceptionAsync"));

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

    private static void Report(OperationBlockAnalysisContext context, Edge edge, Versions versions)
    {
        if (IsExpected(edge.Place))
        {
            return;
        }

        Location[] made = [.. new[] { edge.Inside, edge.Made }.Where(place => place is not null).Select(place => place!.GetLocation())];
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(edge.Id), edge.Place.GetLocation(), made, EdgeProperties.Write([.. (edge.Mends ?? []).Select(mend => versions.Here(mend.Node) is { } here ? mend with { Node = here } : null).OfType<EdgeMend>()]), edge.Message));
    }
}
