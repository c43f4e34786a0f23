using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>A size that is another in the last turn of a loop: of batches of 32 of 100 examples the last has 4.</summary>
/// <param name="Whole">What it is in every other turn.</param>
/// <param name="All">How many there are in all, of which each turn takes <paramref name="Each"/>.</param>
/// <param name="Made">The call that cuts them.</param>
internal sealed record Turns(long Whole, long Last, long Each, long All, SyntaxNode Made)
{
    /// <summary>The number of so many in parts of a size; the same in all turns where it divides.</summary>
    public static Size Of(Size all, Size each, SyntaxNode made) =>
        !all.IsNumber || !each.IsNumber || each.Offset <= 0 || all.Offset <= 0 ? Size.Unknown
        : all.Offset <= each.Offset ? all
        : all.Offset % each.Offset == 0 ? each
        : Size.Of(new Turns(each.Offset, all.Offset % each.Offset, each.Offset, all.Offset, made));

    /// <summary>A size that is made of two, one of which may be a number.</summary>
    public static Size Of(Size left, Size right, Func<Size, Size, Size> make)
    {
        Turns turns = left.Turns ?? right.Turns!;
        bool areSame = left.Turns is null ? left.IsNumber : right.Turns is null ? right.IsNumber : left.Turns.Made == right.Turns.Made;
        if (!areSame)
        {
            return Size.Unknown;
        }

        Size whole = make(left.Turns is { } a ? Size.Of(a.Whole) : left, right.Turns is { } b ? Size.Of(b.Whole) : right);
        Size last = make(left.Turns is { } c ? Size.Of(c.Last) : left, right.Turns is { } d ? Size.Of(d.Last) : right);
        return !whole.IsNumber || !last.IsNumber ? Size.Unknown : whole == last ? whole : Size.Of(turns with { Whole = whole.Offset, Last = last.Offset });
    }

    /// <summary>Why the last is another, and what to do about it.</summary>
    public string Why => $"the last turn has {Mend.Number(All % Each)}, since {Mend.Number(All)} is no multiple of {Mend.Number(Each)}: take the size that is there, or leave the smaller one out";

    /// <summary>Whether a loop whose head is something, or walks through it, runs to its end: nothing in it leaves it, and nobody else decides when it is over.</summary>
    public static bool IsWhole(SyntaxNode head)
    {
        SyntaxNode? loop = head.AncestorsAndSelf().FirstOrDefault(node => node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
        StatementSyntax? body = loop switch
        {
            WhileStatementSyntax @while when head == @while || head == Inside(@while.Condition) => @while.Statement,
            ForStatementSyntax @for when head == @for || head == Inside(@for.Condition) => @for.Statement,
            CommonForEachStatementSyntax each when head == each || !each.Statement.Span.Contains(head.Span) => each.Statement,
            _ => null,
        };
        return body is not null
            && !body.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                .Any(node => node is BreakStatementSyntax { Parent: not SwitchSectionSyntax } or ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or ThrowStatementSyntax);
    }

    private static ExpressionSyntax? Inside(ExpressionSyntax? condition) => condition is ParenthesizedExpressionSyntax around ? Inside(around.Expression) : condition;

    /// <summary>Whether all elements of what a call gives are asked for.</summary>
    public static bool IsConsumed(SyntaxNode call)
    {
        SyntaxNode place = call;
        while (place.Parent is ParenthesizedExpressionSyntax or AwaitExpressionSyntax or MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax })
        {
            if (place.Parent is MemberAccessExpressionSyntax access)
            {
                if (access.Name.Identifier.ValueText is "ToArray" or "ToList" or "ToDictionary" or "ToHashSet" or "Sum" or "Average" or "Max" or "Min" or "Aggregate" or "ForEach")
                {
                    return access.Expression == place;
                }

                if (access.Expression != place || access.Name.Identifier.ValueText is not ("Select" or "SelectMany" or "Concat" or "Cast" or "AsEnumerable" or "Zip" or "Index" or "OrderBy" or "Reverse"))
                {
                    return false;
                }

                place = access.Parent!;
            }
            else
            {
                place = place.Parent;
            }
        }

        return place.Parent switch
        {
            CommonForEachStatementSyntax each => each.Expression == place && IsWhole(each),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } local } => local.Ancestors().FirstOrDefault(node => node is BlockSyntax or CompilationUnitSyntax) is { } around
                && around.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name && use.SpanStart > local.Span.End && use.Parent is not EqualsValueClauseSyntax && IsConsumed(use)),
            _ => false,
        };
    }
}
