using System;
using System.Globalization;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Fields of a tokenizer's file; those that are left out have the value that its makers gave them.</summary>
internal static class JsonFields
{
    /// <summary>The most tokens that a file may have.</summary>
    public const int LargestVocabulary = 1 << 22;

    /// <summary>The <c>type</c> of a part; of one that is null or no object nothing.</summary>
    public static string Kind(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";

    /// <summary>A field that is true or false.</summary>
    public static bool Bool(JsonElement element, string name, bool otherwise = false) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetBoolean() : otherwise;

    /// <summary>A field that is a text.</summary>
    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"its {name} is null");

    /// <summary>An id.</summary>
    public static int Id(JsonElement number)
    {
        if (number.ValueKind != JsonValueKind.Number) throw new FormatException("one of its ids is no number");
        return number.TryGetInt32(out int id) && id is >= 0 and < LargestVocabulary ? id : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its id {Weights.Text.Clip(number.GetRawText())} is outside [0, {LargestVocabulary})"));
    }

    /// <summary>A field that counts something; 0 where it is left out.</summary>
    public static int Count(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? Id(value) : 0;
}
