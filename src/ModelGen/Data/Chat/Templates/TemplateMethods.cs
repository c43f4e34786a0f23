using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Methods of texts, lists and dictionaries, by Python's names.</summary>
internal static class TemplateMethods
{
    private static readonly char[] s_blanks = [' ', '\t', '\n', '\r', '\f', '\v', '\x1c', '\x1d', '\x1e', '\x1f', '\x85', '\xa0', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000'];

    /// <summary>A method of a text; null: there is none.</summary>
    public static TemplateFunction? OfText(string text, string name) => name switch
    {
        "strip" => (_, arguments, _) => text.Trim(Blanks(arguments)),
        "lstrip" => (_, arguments, _) => text.TrimStart(Blanks(arguments)),
        "rstrip" => (_, arguments, _) => text.TrimEnd(Blanks(arguments)),
        "split" => (scope, arguments, _) => Split(text, arguments, scope.Budget),
        "startswith" => (_, arguments, _) => Any(arguments, part => text.StartsWith(part, StringComparison.Ordinal)),
        "endswith" => (_, arguments, _) => Any(arguments, part => text.EndsWith(part, StringComparison.Ordinal)),
        "replace" => (scope, arguments, _) => Replace(text, Text(arguments, 0), Text(arguments, 1), scope.Budget),
        "upper" => (_, _, _) => text.ToUpperInvariant(),
        "lower" => (_, _, _) => text.ToLowerInvariant(),
        "title" => (_, _, _) => TemplateFilters.Title(text),
        "capitalize" => (_, _, _) => TemplateFilters.Capitalize(text),
        "join" => (scope, arguments, _) => TemplateFilters.Join(arguments.Count > 0 ? arguments[0] : null, text, scope.Budget),
        "find" => (_, arguments, _) => (long)text.IndexOf(Text(arguments, 0), StringComparison.Ordinal),
        "count" => (_, arguments, _) => (long)text.Split(Text(arguments, 0)).Length - 1,
        "isdigit" => (_, _, _) => text.Length > 0 && text.All(char.IsDigit),
        "isalpha" => (_, _, _) => text.Length > 0 && text.All(char.IsLetter),
        "isspace" => (_, _, _) => text.Length > 0 && text.All(char.IsWhiteSpace),
        "isupper" => (_, _, _) => text.Any(char.IsUpper) && !text.Any(char.IsLower),
        "islower" => (_, _, _) => text.Any(char.IsLower) && !text.Any(char.IsUpper),
        _ => null,
    };

    /// <summary>A method of a dictionary; null: there is none.</summary>
    public static TemplateFunction? OfDictionary(Dictionary<string, object?> fields, string name) => name switch
    {
        "items" => (scope, _, _) => Items(fields, scope.Budget),
        "keys" => (_, _, _) => (List<object?>)[.. fields.Keys],
        "values" => (_, _, _) => (List<object?>)[.. fields.Values],
        "get" => (_, arguments, _) => fields.TryGetValue(Text(arguments, 0), out object? value) ? value : arguments.Count > 1 ? arguments[1] : null,
        _ => null,
    };

    /// <summary>A method of a list; null: there is none.</summary>
    public static TemplateFunction? OfList(List<object?> list, string name) => name switch
    {
        "index" => (_, arguments, _) => list.FindIndex(element => TemplateValues.AreEqual(element, arguments.Count > 0 ? arguments[0] : null)) is >= 0 and var at ? (long)at : throw new ChatTemplateException("The chat template looks for what is not in a list"),
        "count" => (_, arguments, _) => (long)list.Count(element => TemplateValues.AreEqual(element, arguments.Count > 0 ? arguments[0] : null)),
        _ => null,
    };

    /// <summary>The fields as pairs.</summary>
    public static List<object?> Items(Dictionary<string, object?> fields, TemplateBudget budget)
    {
        budget.Take(2 * fields.Count);
        return [.. fields.Select(field => (List<object?>)[field.Key, field.Value])];
    }

    /// <summary>Replaces a part of a text wherever it is.</summary>
    public static string Replace(string text, string part, string other, TemplateBudget budget)
    {
        if (part.Length == 0) throw new ChatTemplateException("The chat template replaces an empty text");
        budget.Take(text.Length + ((long)text.Length / part.Length * other.Length));
        return text.Replace(part, other, StringComparison.Ordinal);
    }

    private static List<object?> Split(string text, IReadOnlyList<object?> arguments, TemplateBudget budget)
    {
        budget.Take(text.Length);
        int most = arguments.Count > 1 && TemplateValues.Number(arguments[1]) is long and >= 0 and var count ? (int)Math.Min(count, int.MaxValue - 1) + 1 : int.MaxValue;
        if (arguments.Count > 0 && arguments[0] is not null) return Text(arguments, 0) is { Length: > 0 } part ? [.. text.Split(part, most)] : throw new ChatTemplateException("The chat template splits by an empty text");
        return [.. text.Trim(s_blanks).Split(s_blanks, most, StringSplitOptions.RemoveEmptyEntries)];
    }

    private static char[] Blanks(IReadOnlyList<object?> arguments) => arguments.Count > 0 && arguments[0] is string characters ? characters.ToCharArray() : s_blanks;

    private static bool Any(IReadOnlyList<object?> arguments, Predicate<string> matches) =>
        arguments.Count > 0 && arguments[0] is List<object?> parts ? parts.Exists(part => part is string text && matches(text)) : matches(Text(arguments, 0));

    private static string Text(IReadOnlyList<object?> arguments, int index) =>
        index < arguments.Count && arguments[index] is string text ? text : throw new ChatTemplateException("The chat template gives a method something that is no text");
}
