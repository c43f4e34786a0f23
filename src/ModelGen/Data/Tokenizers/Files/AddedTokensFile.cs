using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads and writes the <c>added_tokens</c> of a tokenizer's file.</summary>
internal static class AddedTokensFile
{
    /// <exception cref="FormatException">There are two of one id or one text, an empty one, or one that the vocabulary has with another id.</exception>
    public static List<AddedToken> Read(JsonElement root, IReadOnlyDictionary<string, int> vocabulary)
    {
        List<AddedToken> tokens = [];
        if (!root.TryGetProperty("added_tokens", out JsonElement added) || added.ValueKind == JsonValueKind.Null) return tokens;
        HashSet<int> ids = [];
        HashSet<string> texts = new(StringComparer.Ordinal);
        foreach (JsonElement element in added.EnumerateArray())
        {
            AddedToken token = Read(element);
            if (token.Text.Length == 0) throw new FormatException("an added token is empty");
            if (token.Text.Length > AddedTokenFinder.Longest) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"an added token is longer than {AddedTokenFinder.Longest} characters"));
            if (!ids.Add(token.Id)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"two added tokens have the id {token.Id}"));
            if (!texts.Add(token.Text)) throw new FormatException($"its added token '{Weights.Text.Clip(token.Text)}' is there twice");
            if (vocabulary.TryGetValue(token.Text, out int id) && id != token.Id)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its added token '{Weights.Text.Clip(token.Text)}' has the id {token.Id}, in the vocabulary {id}"));
            tokens.Add(token);
        }

        foreach ((string text, int id) in vocabulary)
        {
            if (ids.Contains(id) && !texts.Contains(text)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"two tokens have the id {id}"));
        }

        return tokens;
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<AddedToken> tokens)
    {
        json.WriteStartArray("added_tokens");
        foreach (AddedToken token in tokens)
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("content", token.Text);
            json.WriteBoolean("single_word", token.IsWord);
            json.WriteBoolean("lstrip", token.StripsLeft);
            json.WriteBoolean("rstrip", token.StripsRight);
            json.WriteBoolean("normalized", token.IsNormalized);
            json.WriteBoolean("special", token.IsSpecial);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static AddedToken Read(JsonElement element) => new(
        JsonFields.Id(element.GetProperty("id")),
        JsonFields.Text(element, "content"),
        JsonFields.Bool(element, "lstrip"),
        JsonFields.Bool(element, "rstrip"),
        JsonFields.Bool(element, "single_word"),
        JsonFields.Bool(element, "normalized"),
        JsonFields.Bool(element, "special"));
}
