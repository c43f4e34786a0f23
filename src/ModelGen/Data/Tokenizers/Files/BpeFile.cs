using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the <c>model</c> of a tokenizer's file where it is byte-pair encoding.</summary>
internal static class BpeFile
{
    private const int LongestAffix = 100;

    /// <param name="model">The part of the file.</param>
    /// <param name="added">The texts of added tokens, which a vocabulary may have, too.</param>
    /// <param name="isByteLevel">Whether words are written in bytes.</param>
    /// <exception cref="FormatException">It says what would be encoded differently here, or what cannot be.</exception>
    public static BpeModel Read(JsonElement model, IReadOnlySet<string> added, bool isByteLevel)
    {
        if (model.TryGetProperty("dropout", out JsonElement dropout) && dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() != 0) throw new FormatException("its model drops merges at random");
        Dictionary<string, int> vocabulary = Vocabulary(model);
        string?[] texts = BpeOptions.ReadTexts(model);
        if (Math.Max(texts[1]?.Length ?? 0, texts[2]?.Length ?? 0) > LongestAffix) throw new FormatException("its model has a prefix or suffix of more than 100 characters");
        if (isByteLevel)
        {
            if (texts[1] is { Length: > 0 }) throw new FormatException("its model has a continuing_subword_prefix");
            if (texts[2] is { Length: > 0 }) throw new FormatException("its model has an end_of_word_suffix");
            CheckBytes(vocabulary, added);
        }

        if (texts[0] is string unknown && !vocabulary.ContainsKey(unknown)) throw new FormatException($"its unk_token '{Weights.Text.Clip(unknown)}' is not in its vocabulary");
        BpeOptions options = new()
        {
            IsByteLevel = isByteLevel,
            KeepsWholeWords = JsonFields.Bool(model, "ignore_merges"),
            FallsBack = JsonFields.Bool(model, "byte_fallback"),
            FusesUnknown = JsonFields.Bool(model, "fuse_unk"),
            Unknown = texts[0] is string token ? vocabulary[token] : -1,
            Texts = texts,
        };
        return new BpeModel(vocabulary, Merges(model.GetProperty("merges"), vocabulary, options), options);
    }

    /// <summary>A vocabulary that gives each token its id.</summary>
    public static Dictionary<string, int> Vocabulary(JsonElement model)
    {
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        HashSet<int> ids = [];
        foreach (JsonProperty entry in model.GetProperty("vocab").EnumerateObject())
        {
            int id = JsonFields.Id(entry.Value);
            if (!vocabulary.TryAdd(entry.Name, id)) throw new FormatException($"its vocabulary has '{Weights.Text.Clip(entry.Name)}' twice");
            if (!ids.Add(id)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"two tokens have the id {id}"));
        }

        return vocabulary;
    }

    private static void CheckBytes(Dictionary<string, int> vocabulary, IReadOnlySet<string> added)
    {
        foreach (string text in vocabulary.Keys)
        {
            if (ByteAlphabet.Read(text) is null && !added.Contains(text)) throw new FormatException($"its token '{Weights.Text.Clip(text)}' is not written in byte-level characters");
        }

        for (int value = 0; value < 256; value++)
        {
            if (!vocabulary.ContainsKey(ByteAlphabet.Write([(byte)value]))) throw new FormatException($"its vocabulary has no token for the byte 0x{value:X2}");
        }
    }

    private static BpeMerges Merges(JsonElement list, Dictionary<string, int> vocabulary, BpeOptions options)
    {
        BpeMerges merges = new();
        foreach (JsonElement entry in list.EnumerateArray())
        {
            // "a b" in older files, ["a", "b"] in newer ones.
            string[] pair = entry.ValueKind == JsonValueKind.Array ? [.. entry.EnumerateArray().Take(3).Select(token => token.GetString() ?? "")] : (entry.GetString() ?? "").Split(' ', 3);
            if (pair.Length != 2 || !vocabulary.TryGetValue(pair[0], out int left) || !vocabulary.TryGetValue(pair[1], out int right) || !vocabulary.TryGetValue(options.Join(pair[0], pair[1]), out int merged))
                throw new FormatException($"its merge '{Weights.Text.Clip(string.Join(' ', pair))}' is not of two tokens that make a third");
            if (!merges.Add(left, right, merged)) throw new FormatException($"its merge '{Weights.Text.Clip(string.Join(' ', pair))}' is there twice");
        }

        return merges;
    }
}
