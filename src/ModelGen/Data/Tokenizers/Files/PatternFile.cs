using System;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Patterns;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the patterns of a tokenizer's file.</summary>
internal static class PatternFile
{
    /// <summary>A <c>Regex</c> or a <c>String</c>.</summary>
    public static TextPattern Read(JsonElement pattern)
    {
        if (pattern.ValueKind == JsonValueKind.Object && pattern.TryGetProperty("Regex", out JsonElement expression)) return new TextPattern(expression.GetString() ?? "");
        string text = JsonFields.Text(pattern, "String");
        return text.Length > 0 ? TextPattern.Literal(text) : throw new FormatException("a pattern of it is empty");
    }
}
