using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Values of templates behave as Python's: null, bool, long, double, string, lists, dictionaries by texts.</summary>
internal static class TemplateValues
{
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool truth => truth,
        long whole => whole != 0,
        double number => number != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        Dictionary<string, object?> fields => fields.Count > 0,
        _ => true,
    };

    /// <summary>What a value is written as.</summary>
    public static string Text(object? value, TemplateBudget budget) => value switch
    {
        string text => text,
        Undefined => "",
        null => "None",
        bool truth => truth ? "True" : "False",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double number => TemplateJson.Number(number),
        List<object?> or Dictionary<string, object?> => TemplateJson.Write(value, TemplateJson.Python, null, budget),
        _ => Describe(value),
    };

    /// <summary>What a value is called in messages.</summary>
    public static string Describe(object? value) => value switch
    {
        Undefined undefined => $"'{undefined.Name}', which is not defined",
        null => "none",
        string => "a text",
        bool => "a truth value",
        long or double => "a number",
        List<object?> => "a list",
        Dictionary<string, object?> => "a dictionary",
        TemplateFunction => "a function",
        _ => "a namespace or loop",
    };

    /// <summary>The elements of a list, the keys of a dictionary, the characters of a text.</summary>
    public static IEnumerable<object?> Elements(object? value) => value switch
    {
        List<object?> list => list,
        Dictionary<string, object?> fields => fields.Keys,
        string text => text.EnumerateRunes().Select(rune => (object?)rune.ToString()),
        Undefined => [],
        _ => throw new ChatTemplateException($"The chat template goes through {Describe(value)}"),
    };

    /// <summary>A number: long or double.</summary>
    public static object Number(object? value) => value switch { bool truth => truth ? 1L : 0L, long or double => value, _ => throw new ChatTemplateException($"The chat template calculates with {Describe(value)}") };

    public static bool Compare(string sign, object? left, object? right) => sign switch
    {
        "==" => AreEqual(left, right),
        "!=" => !AreEqual(left, right),
        "in" => Contains(right, left),
        "not in" => !Contains(right, left),
        "<" => Order(left, right) < 0,
        "<=" => Order(left, right) <= 0,
        ">" => Order(left, right) > 0,
        _ => Order(left, right) >= 0,
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (Undefined, Undefined) => true,
        (bool or long or double, bool or long or double) => ToDouble(left) == ToDouble(right),
        (List<object?> one, List<object?> other) => one.Count == other.Count && one.Zip(other).All(pair => AreEqual(pair.First, pair.Second)),
        (Dictionary<string, object?> one, Dictionary<string, object?> other) => one.Count == other.Count && one.All(field => other.TryGetValue(field.Key, out object? value) && AreEqual(field.Value, value)),
        _ => Equals(left, right),
    };

    public static int Order(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (bool or long or double, bool or long or double) => ToDouble(left).CompareTo(ToDouble(right)),
        _ => throw new ChatTemplateException($"The chat template compares {Describe(left)} with {Describe(right)}"),
    };

    public static bool Contains(object? container, object? value) => container switch
    {
        string text => value is string part ? text.Contains(part, StringComparison.Ordinal) : throw new ChatTemplateException($"The chat template looks for {Describe(value)} in a text"),
        List<object?> list => list.Exists(element => AreEqual(element, value)),
        Dictionary<string, object?> fields => value is string key && fields.ContainsKey(key),
        Undefined => false,
        _ => throw new ChatTemplateException($"The chat template looks into {Describe(container)}"),
    };

    public static object Calculate(string sign, object? left, object? right, TemplateBudget budget)
    {
        switch (sign, left, right)
        {
            case ("~", _, _): return Joined(Text(left, budget), Text(right, budget), budget);
            case ("+", string one, string other): return Joined(one, other, budget);
            case ("+", List<object?> one, List<object?> other):
                budget.Take(one.Count + other.Count);
                return (List<object?>)[.. one, .. other];
            case ("*", string text, long or bool): return Repeated(text, (long)Number(right), budget);
            case ("*", long or bool, string text): return Repeated(text, (long)Number(left), budget);
        }

        try
        {
            return (Number(left), Number(right)) switch
            {
                (long one, long other) when sign is not ("/" or "**") => (object)Whole(sign, one, other),
                (var one, var other) => Real(sign, Convert.ToDouble(one, CultureInfo.InvariantCulture), Convert.ToDouble(other, CultureInfo.InvariantCulture), one is long && other is >= 0L),
            };
        }
        catch (Exception error) when (error is DivideByZeroException or OverflowException)
        {
            throw new ChatTemplateException("The chat template divides by zero, or comes to a number that is too large", error);
        }
    }

    /// <summary>The code points of a text, by which it is indexed.</summary>
    public static List<object?> Characters(string text) => [.. Elements(text)];

    public static double ToDouble(object? value) => Convert.ToDouble(Number(value), CultureInfo.InvariantCulture);

    private static long Whole(string sign, long one, long other) => checked(sign switch
    {
        "+" => one + other,
        "-" => one - other,
        "*" => one * other,
        "//" => (one / other) - (one % other != 0 && (one < 0) != (other < 0) ? 1 : 0),
        _ => one % other is var rest && rest != 0 && (rest < 0) != (other < 0) ? rest + other : rest,
    });

    private static object Real(string sign, double one, double other, bool isWhole)
    {
        if (other == 0 && sign is "/" or "//" or "%" && other == 0) throw new DivideByZeroException();
        double result = sign switch
        {
            "+" => one + other,
            "-" => one - other,
            "*" => one * other,
            "/" => one / other,
            "//" => Math.Floor(one / other),
            "%" => one - (other * Math.Floor(one / other)),
            _ => Math.Pow(one, other),
        };
        return sign == "**" && isWhole ? (object)checked((long)result) : result;
    }

    private static string Joined(string one, string other, TemplateBudget budget)
    {
        budget.Take((long)one.Length + other.Length);
        return one + other;
    }

    private static string Repeated(string text, long count, TemplateBudget budget)
    {
        if (count <= 0) return "";
        budget.Take(text.Length == 0 ? 0 : count > TemplateBudget.LongestText ? count : text.Length * count);
        return text.Length == 0 ? "" : new StringBuilder().Insert(0, text, (int)count).ToString();
    }
}
