using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Writes values as Python does: JSON as its <c>json.dumps</c>, and what <c>str</c> makes of lists and dictionaries.</summary>
internal static class TemplateJson
{
    /// <summary>As <c>str</c> writes values.</summary>
    public const string Python = "'";

    /// <summary>As JSON.</summary>
    public const string Json = "\"";

    private const int MostDepth = 60;

    /// <param name="value">The value.</param>
    /// <param name="quote">One of the two ways.</param>
    /// <param name="indent">Blanks of each level; null: all on one line.</param>
    /// <param name="budget">What may be used.</param>
    public static string Write(object? value, string quote, int? indent, TemplateBudget budget)
    {
        StringBuilder text = new();
        Write(text, value, quote, indent, 0, budget);
        budget.Take(text.Length);
        return text.ToString();
    }

    /// <summary>A number as Python writes it: the fewest digits that tell it apart, and an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        if (value != 0 && Math.Abs(value) is < 1e-4 or >= 1e16) return value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        string digits = Math.Abs(value) >= 1e15 ? value.ToString("F1", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
        return digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0";
    }

    private static void Write(StringBuilder text, object? value, string quote, int? indent, int depth, TemplateBudget budget)
    {
        budget.Step();
        if (depth > MostDepth) throw TemplateBudget.TooDeep();
        bool isJson = quote == Json;
        switch (value)
        {
            case null: text.Append(isJson ? "null" : "None"); break;
            case bool truth: text.Append(isJson ? (truth ? "true" : "false") : truth ? "True" : "False"); break;
            case long whole: text.Append(whole.ToString(CultureInfo.InvariantCulture)); break;
            case double number: text.Append(Number(number)); break;
            case string content: Quote(text, content, isJson); break;
            case List<object?> list:
                Group(text, '[', ']', list.Count, indent, depth, i => Write(text, list[i], quote, indent, depth + 1, budget));
                break;
            case Dictionary<string, object?> fields:
                string[] keys = [.. fields.Keys];
                Group(text, '{', '}', keys.Length, indent, depth, i =>
                {
                    Quote(text, keys[i], isJson);
                    text.Append(": ");
                    Write(text, fields[keys[i]], quote, indent, depth + 1, budget);
                });
                break;
            default: throw new ChatTemplateException($"The chat template writes {TemplateValues.Describe(value)} as JSON");
        }
    }

    private static void Group(StringBuilder text, char open, char close, int count, int? indent, int depth, Action<int> write)
    {
        text.Append(open);
        for (int i = 0; i < count; i++)
        {
            if (i > 0) text.Append(indent is null ? ", " : ",");
            if (indent is not null) text.Append('\n').Append(' ', Math.Clamp(indent.Value, 0, 16) * (depth + 1));
            write(i);
        }

        if (count > 0 && indent is not null) text.Append('\n').Append(' ', Math.Clamp(indent.Value, 0, 16) * depth);
        text.Append(close);
    }

    private static void Quote(StringBuilder text, string content, bool isJson)
    {
        char quote = isJson || (content.Contains('\'', StringComparison.Ordinal) && !content.Contains('"', StringComparison.Ordinal)) ? '"' : '\'';
        text.Append(quote);
        foreach (char c in content)
        {
            if (c == quote || c == '\\') text.Append('\\').Append(c);
            else if (c == '\n') text.Append("\\n");
            else if (c == '\r') text.Append("\\r");
            else if (c == '\t') text.Append("\\t");
            else if (isJson && c == '\b') text.Append("\\b");
            else if (isJson && c == '\f') text.Append("\\f");
            else if (c < ' ' || (!isJson && c == '\u007F')) text.Append(isJson ? $"\\u{(int)c:x4}" : $"\\x{(int)c:x2}");
            else text.Append(c);
        }

        text.Append(quote);
    }
}
