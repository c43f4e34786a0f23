using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator;

/// <summary>
/// Roslyn compares hint names without case and refuses most punctuation; a clash would silence the whole generator. So two classes that
/// differ only in case, or whose containers do, get a suffix made from what tells them apart.
/// </summary>
internal static class HintNames
{
    /// <summary>The keys, in upper case, that more than one class has. Almost always empty, so that adding a model touches no other.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<TypeSpec> types) =>
        new([.. types.GroupBy(type => type.Key.ToUpperInvariant()).Where(group => group.Count() > 1).Select(group => group.Key).OrderBy(key => key, StringComparer.Ordinal)]);

    public static string Of(TypeSpec type, string hintName, EquatableArray<string> clashes)
    {
        StringBuilder name = new(hintName.Length);
        foreach (char c in hintName)
        {
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) || c is '.' or '-' or '+' or ' ' ? c : c is '<' ? '{' : c is '>' ? '}' : '_');
        }

        const string Extension = ".g.cs";
        bool isKnown = hintName.EndsWith(Extension, StringComparison.Ordinal);
        if (clashes.Contains(type.Key.ToUpperInvariant()))
        {
            name.Insert(name.Length - (isKnown ? Extension.Length : 0), "." + Hash(type));
        }

        return isKnown ? name.ToString() : name.Append(Extension).ToString();
    }

    /// <summary>FNV-1a, the same in every process, unlike string.GetHashCode.</summary>
    private static string Hash(TypeSpec type)
    {
        uint hash = 2166136261;
        foreach (char c in string.Join("|", [type.Namespace, .. type.Containers, type.Key, type.Problem.ToString()]))
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
