using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler.Errors;
using ModelGen.Generator.Frontend;

namespace ModelGen.Analyzers;

/// <summary>Calls of graph methods by code that runs: they would throw.</summary>
internal static class RuntimeCalls
{
    public static void Analyze(OperationAnalysisContext context)
    {
        IMethodSymbol method = context.Operation is IInvocationOperation call ? call.TargetMethod : ((IMethodReferenceOperation)context.Operation).Method;
        if (!method.IsStatic || method.Parameters.IsEmpty || !Language.IsSymbol(method.Parameters[0].Type) || IsRead(context.ContainingSymbol)
            || !(Language.IsEntry(method) || Language.IsObjective(method) || Language.IsShared(method)))
        {
            return;
        }

        string advice = Language.ModelMark(method.ContainingType) is not null ? $"call Predict or Forward of a '{method.ContainingType.Name}', which the compiler has made of it" : "use the block in a model";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Of(ErrorId.Unreadable),
            Location.Create(context.Operation.Syntax.SyntaxTree, Span(context.Operation.Syntax)),
            $"A graph method is read at compile time: '{method.Name}' throws where it is called at run time; {advice}"));
    }

    /// <summary>Code that takes or gives values of graphs is itself a helper of graph methods.</summary>
    private static bool IsRead(ISymbol symbol) => symbol is IMethodSymbol method
        ? HoldsSymbols(method.ReturnType) || method.Parameters.Any(parameter => HoldsSymbols(parameter.Type))
        : symbol is IFieldSymbol field && HoldsSymbols(field.Type);

    private static bool HoldsSymbols(ITypeSymbol type) => Language.IsSymbol(type)
        || type.Name == "Layer"
        || type is IArrayTypeSymbol { ElementType: var element } && HoldsSymbols(element)
        || type is INamedTypeSymbol { IsGenericType: true } generic && generic.TypeArguments.Any(HoldsSymbols);

    private static TextSpan Span(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call ? TextSpan.FromBounds(member.Name.SpanStart, call.Span.End) : node.Span;
}
