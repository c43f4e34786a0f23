using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>
/// Whether a place in a callee is reached whatever its conditions come to. A method may look at its argument, and treat what would be wrong otherwise; such a place says
/// nothing about its callers.
/// </summary>
internal static class Guards
{
    /// <param name="undecided">Conditions of the body that may go either way.</param>
    public static bool IsGuarded(SyntaxNode place, IReadOnlyList<IOperation> undecided) => undecided.Any(condition => Decides(condition.Syntax, place) && Depends(condition));

    /// <summary>Whether any condition that may go either way lies before a place: a program may know which turn is the last.</summary>
    public static bool IsConditional(SyntaxNode place, IReadOnlyList<IOperation> undecided) => undecided.Any(condition => Decides(condition.Syntax, place));

    private static bool Decides(SyntaxNode condition, SyntaxNode place)
    {
        SyntaxNode? owner = condition.Ancestors().FirstOrDefault(node => node is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax
            or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.LogicalAndExpression or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.LogicalOrExpression }
            or MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        bool isChoice = owner is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or BinaryExpressionSyntax;
        if (!isChoice || owner is null)
        {
            return false;
        }

        if (owner.Span.Contains(place.Span))
        {
            return !condition.Span.Contains(place.Span);
        }

        return place.SpanStart > owner.Span.End
            && owner.DescendantNodes().Any(node => node is ReturnStatementSyntax or BreakStatementSyntax { Parent: not SwitchSectionSyntax } or ContinueStatementSyntax or GotoStatementSyntax);
    }

    /// <summary>Whether it looks at what the caller gave, or at what may come of it; whether something is null does not count.</summary>
    private static bool Depends(IOperation condition) => condition is not Microsoft.CodeAnalysis.FlowAnalysis.IIsNullOperation && condition.DescendantsAndSelf().Any(operation =>
        operation is IParameterReferenceOperation or IInstanceReferenceOperation or Microsoft.CodeAnalysis.FlowAnalysis.IFlowCaptureReferenceOperation
        || (operation is ILocalReferenceOperation local && !IsCounter(local.Local)));

    private static bool IsCounter(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Parent?.Parent is ForStatementSyntax;
}
