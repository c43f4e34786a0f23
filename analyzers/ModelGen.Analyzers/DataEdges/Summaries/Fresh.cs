using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>Objects that are being made, which nobody else has yet: seen in the text alone.</summary>
internal static class Fresh
{
    /// <summary><c>new Batch()</c>, and what calls behind it give back: <c>new Batch().Rows(8).Columns(4)</c>.</summary>
    public static bool IsNew(ExpressionSyntax expression)
    {
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var inner } })
        {
            expression = inner;
        }

        return expression is BaseObjectCreationExpressionSyntax or ParenthesizedExpressionSyntax { Expression: BaseObjectCreationExpressionSyntax };
    }

    /// <summary>Whether an assignment to a member stands right behind the local's declaration, as it would in braces: <c>var o = new Options(); o.Rows = 8;</c>.</summary>
    public static bool IsWrittenOut(AssignmentExpressionSyntax assignment)
    {
        if (Local(assignment) is not { } local || assignment.Parent is not ExpressionStatementSyntax statement)
        {
            return false;
        }

        SyntaxNode place = statement.Parent is GlobalStatementSyntax global ? global : statement;
        SyntaxNode[] before = place.Parent is null ? [] : [.. place.Parent.ChildNodes().TakeWhile(node => node != place)];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            switch (before[i] is GlobalStatementSyntax { Statement: var inner } ? inner : before[i])
            {
                case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax other } when Local(other) == local:
                    continue;
                case LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }:
                    return variables[0].Identifier.ValueText == local && variables[0].Initializer?.Value is BaseObjectCreationExpressionSyntax;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>The local in <c>local.Member = value</c>, where the value does not mention it.</summary>
    private static string? Local(AssignmentExpressionSyntax assignment) =>
        assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var local } }
        && !assignment.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local)
            ? local : null;
}
