using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.Frontend;

/// <summary>Which syntax an argument comes from: what AttributeData does not say.</summary>
internal static class Written
{
    /// <summary>The arguments written for a constructor's parameter: none when it is defaulted, several for <c>params</c>.</summary>
    public static IEnumerable<AttributeArgumentSyntax> Find(AttributeArgumentListSyntax? list, IParameterSymbol parameter)
    {
        if (list is null)
        {
            yield break;
        }

        int position = 0;
        foreach (AttributeArgumentSyntax argument in list.Arguments)
        {
            if (argument.NameEquals is not null)
            {
                continue;
            }

            bool matches = argument.NameColon is { } colon
                ? colon.Name.Identifier.ValueText == parameter.Name
                : position == parameter.Ordinal || (parameter.IsParams && position > parameter.Ordinal);
            if (matches)
            {
                yield return argument;
            }

            position++;
        }
    }

    /// <summary>The argument <c>Name = value</c>.</summary>
    public static AttributeArgumentSyntax? Find(AttributeArgumentListSyntax? list, string property)
    {
        if (list is not null)
        {
            foreach (AttributeArgumentSyntax argument in list.Arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == property)
                {
                    return argument;
                }
            }
        }

        return null;
    }
}
