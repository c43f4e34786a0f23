using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Frontend;

namespace ModelGen.CodeFixes;

/// <summary>Edits within one attribute's parentheses.</summary>
internal static class ArgumentEdits
{
    /// <summary>Replaces the argument's value, or adds a property that was not written.</summary>
    /// <param name="argument">As the catalogue spells it: a property in PascalCase, or the constructor's first parameter.</param>
    public static SourceEdit? Set(AttributeSyntax attribute, string argument, string value)
    {
        if (!char.IsUpper(argument[0]))
        {
            return At(attribute.ArgumentList, argument) is { } first ? SourceEdit.Replace(first.Expression, value) : null;
        }

        if (Written.Find(attribute.ArgumentList, argument) is { } written)
        {
            return SourceEdit.Replace(written.Expression, value);
        }

        string text = $"{argument} = {value}";
        return attribute.ArgumentList is not { } list ? SourceEdit.Insert(attribute.SyntaxTree, attribute.Name.Span.End, $"({text})")
            : list.Arguments.Count == 0 ? SourceEdit.Insert(attribute.SyntaxTree, list.OpenParenToken.Span.End, text)
            : SourceEdit.Insert(attribute.SyntaxTree, list.Arguments.Last().Span.End, ", " + text);
    }

    /// <summary>Three positional values (height, width, channels) with the last in front; empty for any other form.</summary>
    public static IReadOnlyList<SourceEdit> LastFirst(AttributeSyntax attribute) =>
        attribute.ArgumentList is { Arguments: { Count: 3 } values } && values.All(value => value is { NameEquals: null, NameColon: null })
            ?
            [
                SourceEdit.Replace(values[0].Expression, values[2].Expression.ToString()),
                SourceEdit.Replace(values[1].Expression, values[0].Expression.ToString()),
                SourceEdit.Replace(values[2].Expression, values[1].Expression.ToString()),
            ]
            : [];

    /// <summary><c>sizes[2]</c> is the third of the values without a name.</summary>
    private static AttributeArgumentSyntax? At(AttributeArgumentListSyntax? list, string argument)
    {
        int open = argument.IndexOf('[');
        return open < 0 ? First(list, argument)
            : int.TryParse(argument.Substring(open + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                ? list?.Arguments.Where(value => value is { NameEquals: null, NameColon: null }).ElementAtOrDefault(index)
                : null;
    }

    private static AttributeArgumentSyntax? First(AttributeArgumentListSyntax? list, string parameter) =>
        list?.Arguments.FirstOrDefault(argument => argument.NameEquals is null && (argument.NameColon?.Name.Identifier.ValueText ?? parameter) == parameter);
}
