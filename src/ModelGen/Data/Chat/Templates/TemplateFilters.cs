using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>What stands behind <c>|</c>.</summary>
internal static class TemplateFilters
{
    private static readonly HashSet<string> s_names = new(
        ["abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr", "sort", "string", "sum", "title", "tojson", "trim", "unique", "upper"],
        StringComparer.Ordinal);

    public static bool Has(string name) => s_names.Contains(name);

    public static object? Apply(string name, TemplateScope scope, object? value, List<object?> arguments, Dictionary<string, object?> named)
    {
        TemplateBudget budget = scope.Budget;
        object? At(int index, string called, object? otherwise) => index < arguments.Count ? arguments[index] : named.GetValueOrDefault(called, otherwise);
        string Text() => TemplateValues.Text(value, budget);
        List<object?> List() => [.. TemplateValues.Elements(value)];
        switch (name)
        {
            case "trim": return At(0, "chars", null) is string characters ? Text().Trim(characters.ToCharArray()) : TemplateMethods.OfText(Text(), "strip")!(scope, [], named);
            case "length" or "count": return value switch { string text => (long)text.EnumerateRunes().Count(), List<object?> list => (long)list.Count, Dictionary<string, object?> fields => (long)fields.Count, Undefined => 0L, _ => throw new ChatTemplateException($"The chat template asks for the length of {TemplateValues.Describe(value)}") };
            case "upper": return Text().ToUpperInvariant();
            case "lower": return Text().ToLowerInvariant();
            case "title": return Title(Text());
            case "capitalize": return Capitalize(Text());
            case "string" or "safe": return Text();
            case "e" or "escape": return Text().Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);
            case "replace": return TemplateMethods.Replace(Text(), TemplateValues.Text(At(0, "old", ""), budget), TemplateValues.Text(At(1, "new", ""), budget), budget);
            case "default" or "d": return value is Undefined || (TemplateValues.IsTrue(At(1, "boolean", false)) && !TemplateValues.IsTrue(value)) ? At(0, "default_value", "") : value;
            case "first": return List() is [var first, ..] ? first : new Undefined("the first of nothing");
            case "last": return List() is [.., var last] ? last : new Undefined("the last of nothing");
            case "list": return List();
            case "items": return value is Dictionary<string, object?> pairs ? TemplateMethods.Items(pairs, budget) : value is Undefined ? new List<object?>() : throw new ChatTemplateException($"The chat template asks for the items of {TemplateValues.Describe(value)}");
            case "dictsort": return value is Dictionary<string, object?> unsorted ? TemplateMethods.Items(new(unsorted.OrderBy(field => field.Key.ToLowerInvariant(), StringComparer.Ordinal)), budget) : throw new ChatTemplateException($"The chat template sorts {TemplateValues.Describe(value)}");
            case "join": return Join(At(1, "attribute", null) is string field ? List().ConvertAll(element => TemplateMembers.Item(element, field)) : value, TemplateValues.Text(At(0, "d", ""), budget), budget);
            case "reverse": return value is string reversed ? string.Concat(TemplateValues.Characters(reversed).AsEnumerable().Reverse().Cast<string>()) : (List<object?>)[.. List().AsEnumerable().Reverse()];
            case "int": return ToWhole(value, At(0, "default", 0L));
            case "float": return value is string number ? double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? parsed : At(0, "default", 0.0) : TemplateValues.ToDouble(value);
            case "abs": return TemplateValues.Number(value) is long whole ? (object)Math.Abs(Math.Max(whole, -long.MaxValue)) : Math.Abs(TemplateValues.ToDouble(value));
            case "round": return Math.Round(TemplateValues.ToDouble(value), (int)Math.Clamp(TemplateValues.ToDouble(At(0, "precision", 0L)), 0, 15), MidpointRounding.ToEven);
            case "sum": return List().Aggregate(At(1, "start", 0L), (sum, element) => TemplateValues.Calculate("+", sum, At(0, "attribute", null) is string of ? TemplateMembers.Item(element, of) : element, budget));
            case "max" or "min": return List() is { Count: > 0 } all ? all.Aggregate((best, element) => TemplateValues.Order(element, best) is var order && (name == "max" ? order > 0 : order < 0) ? element : best) : new Undefined("the largest of nothing");
            case "sort": return Sorted(List(), TemplateValues.IsTrue(At(0, "reverse", false)), At(2, "attribute", null) as string);
            case "unique": return List().Aggregate(new List<object?>(), (kept, element) => { budget.Step(); if (!TemplateValues.Contains(kept, element)) kept.Add(element); budget.Take(kept.Count); return kept; });
            case "map": return Map(scope, List(), arguments, named);
            case "select" or "reject": return List().FindAll(element => Tested(element, arguments, 0) == (name == "select"));
            case "selectattr" or "rejectattr": return List().FindAll(element => Tested(TemplateMembers.Item(element, At(0, "attribute", "")), arguments, 1) == (name == "selectattr"));
            case "indent": return Indent(Text(), At(0, "width", 4L), TemplateValues.IsTrue(At(1, "first", false)), TemplateValues.IsTrue(At(2, "blank", false)), budget);
            default: return TemplateJson.Write(value, TemplateJson.Json, named.GetValueOrDefault("indent") is long indent ? (int)Math.Clamp(indent, 0, 16) : arguments.Count > 0 && arguments[0] is long own ? (int)Math.Clamp(own, 0, 16) : null, budget);
        }
    }

    /// <summary>Each word with a capital.</summary>
    public static string Title(string text)
    {
        StringBuilder result = new(text.Length);
        bool isInside = false;
        foreach (char c in text)
        {
            result.Append(isInside ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            isInside = char.IsLetter(c);
        }

        return result.ToString();
    }

    /// <summary>The first character as a capital, the others as small letters.</summary>
    public static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>Values with a text between them.</summary>
    public static string Join(object? values, string between, TemplateBudget budget)
    {
        StringBuilder result = new();
        bool isFirst = true;
        foreach (object? element in TemplateValues.Elements(values))
        {
            if (!isFirst) result.Append(between);
            isFirst = false;
            result.Append(TemplateValues.Text(element, budget));
            budget.Step();
            budget.Take(between.Length + 1);
        }

        budget.Take(result.Length);
        return result.ToString();
    }

    private static bool Tested(object? value, List<object?> arguments, int at) =>
        at >= arguments.Count ? TemplateValues.IsTrue(value)
        : arguments[at] is string test && TemplateTests.Has(test) ? TemplateTests.Holds(test, value, arguments.GetRange(at + 1, arguments.Count - at - 1))
        : throw new ChatTemplateException("The chat template selects by a test that is not known");

    private static List<object?> Map(TemplateScope scope, List<object?> list, List<object?> arguments, Dictionary<string, object?> named)
    {
        if (named.TryGetValue("attribute", out object? field)) return list.ConvertAll(element => TemplateMembers.Item(element, field) is Undefined && named.TryGetValue("default", out object? otherwise) ? otherwise : TemplateMembers.Item(element, field));
        if (arguments is not [string name, ..] || !Has(name)) throw new ChatTemplateException("The chat template maps by a filter that is not known");
        return list.ConvertAll(element =>
        {
            scope.Budget.Step();
            return Apply(name, scope, element, arguments.GetRange(1, arguments.Count - 1), named);
        });
    }

    private static List<object?> Sorted(List<object?> list, bool isReversed, string? field)
    {
        object? Key(object? element) => (field is null ? element : TemplateMembers.Item(element, field)) is var key && key is string text ? text.ToLowerInvariant() : key;
        IEnumerable<object?> sorted = list.OrderBy(Key, Comparer<object?>.Create(TemplateValues.Order));
        return [.. isReversed ? list.OrderByDescending(Key, Comparer<object?>.Create(TemplateValues.Order)) : sorted];
    }

    private static object? ToWhole(object? value, object? otherwise) => value switch
    {
        string text => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) < long.MaxValue ? (long)number : otherwise,
        double number => Math.Abs(number) < long.MaxValue ? (long)number : otherwise,
        long or bool => TemplateValues.Number(value),
        _ => otherwise,
    };

    private static string Indent(string text, object? width, bool first, bool blank, TemplateBudget budget)
    {
        string indent = width as string ?? new string(' ', (int)Math.Clamp(TemplateValues.ToDouble(width), 0, 100));
        string[] lines = text.Split('\n');
        budget.Take(text.Length + ((long)lines.Length * indent.Length));
        return string.Join('\n', lines.Select((line, i) => (i > 0 || first) && (line.Length > 0 || blank) ? indent + line : line));
    }
}
