using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ModelGen.Data.Chat.Templates;

/// <summary>What every template can call, and values that come from outside.</summary>
internal static class TemplateGlobals
{
    private const int MostDepth = 60;
    private const long LongestRange = 100_000;

    public static void Add(TemplateScope scope)
    {
        scope.Set("raise_exception", (TemplateFunction)((_, arguments, _) => throw new ChatTemplateException(arguments is [string message, ..] ? message : "The chat template refuses the messages")));
        scope.Set("range", (TemplateFunction)((inner, arguments, _) => Range(arguments, inner.Budget)));
        scope.Set("strftime_now", (TemplateFunction)((_, arguments, _) => arguments is [string format, ..] ? Date(format, DateTime.Now) : throw new ChatTemplateException("The chat template asks for the date without a format")));
        scope.Set("dict", (TemplateFunction)((_, _, named) => new Dictionary<string, object?>(named, StringComparer.Ordinal)));
        scope.Set("namespace", (TemplateFunction)((_, arguments, named) =>
        {
            TemplateNamespace space = new();
            foreach ((string name, object? value) in arguments is [Dictionary<string, object?> given, ..] ? given.Concat(named) : named) space.Values[name] = value;
            return space;
        }));
    }

    /// <summary>A value of a caller's as templates know it.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public static object? Value(object? value, string name, int depth = 0)
    {
        if (depth > MostDepth) throw new ArgumentException($"The variable '{name}' has lists or dictionaries in one another too deeply", nameof(value));
        return value switch
        {
            null or string or bool or long or double => value,
            byte or sbyte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            JsonElement element => Value(element, name, depth),
            ChatMessage message => Value(new Dictionary<string, object?> { ["role"] = message.Role, ["content"] = message.Content }.Concat(message.More ?? new Dictionary<string, object?>()).ToDictionary(), name, depth),
            IEnumerable<KeyValuePair<string, object?>> fields => fields.ToDictionary(field => field.Key, field => Value(field.Value, name, depth + 1), StringComparer.Ordinal),
            IEnumerable<KeyValuePair<string, string>> fields => fields.ToDictionary(field => field.Key, field => (object?)field.Value, StringComparer.Ordinal),
            IEnumerable list => list.Cast<object?>().Select(element => Value(element, name, depth + 1)).ToList(),
            _ => throw new ArgumentException($"The variable '{name}' has a {value.GetType().Name}: give texts, numbers, truth values, null, lists and dictionaries of these", nameof(value)),
        };
    }

    private static object? Value(JsonElement element, string name, int depth) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Aggregate(new Dictionary<string, object?>(StringComparer.Ordinal), (fields, field) => { fields[field.Name] = Value((object)field.Value, name, depth + 1); return fields; }),
        JsonValueKind.Array => element.EnumerateArray().Select(part => Value((object)part, name, depth + 1)).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static List<object?> Range(IReadOnlyList<object?> arguments, TemplateBudget budget)
    {
        long[] numbers = [.. arguments.Select(argument => TemplateValues.Number(argument) is long whole ? Math.Clamp(whole, int.MinValue, int.MaxValue) : throw new ChatTemplateException("The chat template counts with a number that is not whole"))];
        (long start, long end, long step) = numbers switch { [var only] => (0L, only, 1L), [var first, var last] => (first, last, 1L), [var first, var last, var by] when by != 0 => (first, last, by), _ => throw new ChatTemplateException("The chat template has a range without an end, or in steps of 0") };
        long count = Math.Max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
        if (count > LongestRange) throw new ChatTemplateException("The chat template has a range of more numbers than any conversation needs");
        budget.Take(count);
        return [.. Enumerable.Range(0, (int)count).Select(i => (object?)(start + (i * step)))];
    }

    /// <summary>A date as Python's <c>strftime</c> writes it in English.</summary>
    internal static string Date(string format, DateTime date)
    {
        StringBuilder text = new();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            bool isShort = format[i + 1] == '-' && i + 2 < format.Length;
            i += isShort ? 2 : 1;
            string? own = format[i] switch { 'Y' => "yyyy", 'y' => "yy", 'm' => "MM", 'd' => "dd", 'B' => "MMMM", 'b' => "MMM", 'A' => "dddd", 'a' => "ddd", 'H' => "HH", 'I' => "hh", 'M' => "mm", 'S' => "ss", 'p' => "tt", _ => null };
            string written = own is not null ? date.ToString(own, CultureInfo.InvariantCulture) : format[i] switch { 'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture), '%' => "%", _ => throw new ChatTemplateException($"The chat template asks for %{format[i]} of a date, which is not known") };
            text.Append(isShort ? written.TrimStart('0') is { Length: > 0 } rest ? rest : "0" : written);
        }

        return text.ToString();
    }
}
