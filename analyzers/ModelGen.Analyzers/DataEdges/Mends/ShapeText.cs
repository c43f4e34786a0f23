using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Analyzers.DataEdges.Mends;

/// <summary>Shapes as source, and where they stand in it.</summary>
internal static class ShapeText
{
    /// <summary>The list of lengths that a tensor was made with, or a reshape's.</summary>
    public static CollectionExpressionSyntax? Lengths(SyntaxNode? made) =>
        made is CollectionExpressionSyntax collection ? collection : (made switch
        {
            InvocationExpressionSyntax call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        })?.Arguments.Select(argument => argument.Expression).OfType<CollectionExpressionSyntax>().LastOrDefault();

    /// <summary>The lengths with other sizes: what stays the same stays as it is written. Null where a size has no name at that place.</summary>
    public static string? Write(CollectionExpressionSyntax lengths, Shape old, Shape wanted)
    {
        ExpressionSyntax[] written = [.. lengths.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)];
        if (written.Length != lengths.Elements.Count || written.Length != old.Rank || !written.Zip(old.Axes, IsSize).All(fits => fits))
        {
            return null;
        }

        string?[] sizes = [.. wanted.Axes.Select((size, axis) =>
            axis < old.Rank && (size == old[axis] || !size.IsKnown) ? written[axis].ToString()
            : Enumerable.Range(0, old.Rank).Where(i => old[i].IsKnown && old[i] == size).Select(i => written[i].ToString()).FirstOrDefault() ?? Of(size, lengths))];
        return sizes.Any(size => size is null) ? null : $"[{string.Join(", ", sizes)}]";
    }

    /// <summary>A list of sizes behind an expression; one that is not known is left to the library.</summary>
    public static string? List(Shape shape, SyntaxNode at)
    {
        string?[] sizes = [.. shape.Axes.Select(size => size.IsKnown ? Of(size, at) : "-1")];
        return sizes.Any(size => size is null) || sizes.Count(size => size == "-1") > 1 ? null : $"[{string.Join(", ", sizes)}]";
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number, or a name that means the same at that place.</summary>
    public static string? Of(Size size, SyntaxNode at)
    {
        if (size.IsNumber)
        {
            return size.Offset >= 0 ? Number(size.Offset) : null;
        }

        string[] parts = size.Name?.Split('#') ?? [];
        SyntaxNode? member = at.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < at.SpanStart && member?.Span.Contains(place) == true
            && SyntaxFacts.IsValidIdentifier(parts[0]) ? size.ToString() : null;
    }

    private static bool IsSize(ExpressionSyntax written, Size size) => !size.IsKnown || written is not LiteralExpressionSyntax literal || (size.IsNumber && literal.Token.Value is int number && number == size.Offset);
}
