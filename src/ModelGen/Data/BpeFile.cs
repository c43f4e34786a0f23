using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>Reads the parts of a <c>tokenizer.json</c>, and refuses what would be encoded differently here.</summary>
internal static class BpeFile
{
    private const int LargestVocabulary = 1 << 22;

    public static BpeModel Read(JsonElement root)
    {
        JsonElement model = root.GetProperty("model");
        string? kind = model.TryGetProperty("type", out JsonElement type) ? type.GetString() : "BPE";
        if (kind != "BPE") throw new FormatException($"its model is '{Text.Clip(kind ?? "")}', not BPE");
        foreach (string name in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (model.TryGetProperty(name, out JsonElement affix) && affix.ValueKind == JsonValueKind.String && affix.GetString() != "") throw new FormatException($"its model has a {name}");
        }

        if (IsTrue(model, "byte_fallback")) throw new FormatException("its model falls back to bytes (a SentencePiece model), and is not byte-level");
        if (model.TryGetProperty("dropout", out JsonElement dropout) && dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() != 0) throw new FormatException("its model drops merges at random");

        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        int count = 0;
        foreach (JsonProperty entry in model.GetProperty("vocab").EnumerateObject())
        {
            if (!vocabulary.TryAdd(entry.Name, Id(entry.Value))) throw new FormatException($"its vocabulary has '{Text.Clip(entry.Name)}' twice");
            count = Math.Max(count, entry.Value.GetInt32() + 1);
        }

        List<SpecialToken> special = Special(root);
        foreach (SpecialToken token in special) count = Math.Max(count, token.Id + 1);
        byte[]?[] tokens = Tokens(count, vocabulary, special);
        (BpeSplit split, bool addsSpace) = Split(root);
        return new BpeModel
        {
            Tokens = tokens,
            Merges = Merges(model.GetProperty("merges"), vocabulary),
            Special = special,
            Split = split,
            AddsSpace = addsSpace,
            Normalizes = Normalizes(root),
            KeepsWholeWords = IsTrue(model, "ignore_merges"),
            Whole = vocabulary,
        };
    }

    private static int Id(JsonElement number)
    {
        int id = number.GetInt32();
        return id is >= 0 and < LargestVocabulary ? id : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its id {id} is outside [0, {LargestVocabulary})"));
    }

    private static bool IsTrue(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static List<SpecialToken> Special(JsonElement root)
    {
        List<SpecialToken> special = [];
        if (!root.TryGetProperty("added_tokens", out JsonElement added) || added.ValueKind == JsonValueKind.Null) return special;
        foreach (JsonElement token in added.EnumerateArray())
        {
            string text = token.GetProperty("content").GetString() ?? "";
            if (text.Length == 0) throw new FormatException("an added token is empty");
            special.Add(new SpecialToken(Id(token.GetProperty("id")), text, IsTrue(token, "lstrip"), IsTrue(token, "rstrip"), IsTrue(token, "single_word"), IsTrue(token, "special")));
        }

        return special;
    }

    private static byte[]?[] Tokens(int count, Dictionary<string, int> vocabulary, List<SpecialToken> special)
    {
        byte[]?[] tokens = new byte[count][];
        Dictionary<int, string> added = [];
        foreach (SpecialToken token in special)
        {
            if (!added.TryAdd(token.Id, token.Text)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"two added tokens have the id {token.Id}"));
            tokens[token.Id] = Encoding.UTF8.GetBytes(token.Text);
        }

        bool[] bytes = new bool[256];
        foreach ((string text, int id) in vocabulary)
        {
            if (added.TryGetValue(id, out string? same) && same == text) continue; // files may list them in both places
            if (tokens[id] is not null) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"two tokens have the id {id}"));
            byte[] token = ByteAlphabet.Read(text) ?? throw new FormatException($"its token '{Text.Clip(text)}' is not written in byte-level characters");
            if (token.Length == 1) bytes[token[0]] = true;
            tokens[id] = token;
        }

        int missing = Array.IndexOf(bytes, false);
        return missing < 0 ? tokens : throw new FormatException($"its vocabulary has no token for the byte 0x{missing:X2}");
    }

    private static BpeMerges Merges(JsonElement list, Dictionary<string, int> vocabulary)
    {
        BpeMerges merges = new();
        foreach (JsonElement entry in list.EnumerateArray())
        {
            // "a b" in older files, ["a", "b"] in newer ones.
            string[] pair = entry.ValueKind == JsonValueKind.Array ? [entry[0].GetString() ?? "", entry[1].GetString() ?? ""] : (entry.GetString() ?? "").Split(' ');
            if (pair.Length != 2 || !vocabulary.TryGetValue(pair[0], out int left) || !vocabulary.TryGetValue(pair[1], out int right) || !vocabulary.TryGetValue(pair[0] + pair[1], out int merged))
                throw new FormatException($"its merge '{Text.Clip(string.Join(' ', pair))}' is not of two tokens that make a third");
            if (!merges.Add(left, right, merged)) throw new FormatException($"its merge '{Text.Clip(string.Join(' ', pair))}' is there twice");
        }

        return merges;
    }

    private static bool Normalizes(JsonElement root)
    {
        if (!root.TryGetProperty("normalizer", out JsonElement normalizer) || normalizer.ValueKind == JsonValueKind.Null) return false;
        string? type = normalizer.GetProperty("type").GetString();
        return type == "NFC" ? true : throw new FormatException($"its normalizer '{Text.Clip(type ?? "")}' is not known: none and NFC are");
    }

    private static (BpeSplit Split, bool AddsSpace) Split(JsonElement root)
    {
        JsonElement splitter = root.GetProperty("pre_tokenizer");
        if (splitter.ValueKind == JsonValueKind.Object && splitter.GetProperty("type").GetString() == "ByteLevel" && UsesRegex(splitter)) return (BpeSplit.Gpt2, IsTrue(splitter, "add_prefix_space"));
        if (splitter.ValueKind == JsonValueKind.Object && splitter.GetProperty("type").GetString() == "Sequence")
        {
            JsonElement parts = splitter.GetProperty("pretokenizers");
            if (parts.GetArrayLength() == 2 && parts[0].GetProperty("type").GetString() == "Split" && parts[1].GetProperty("type").GetString() == "ByteLevel" && !UsesRegex(parts[1])
                && parts[0].GetProperty("behavior").GetString() == "Isolated" && !IsTrue(parts[0], "invert") && !IsTrue(parts[1], "add_prefix_space")
                && parts[0].GetProperty("pattern").TryGetProperty("Regex", out JsonElement pattern))
                return (new BpeSplit(pattern.GetString() ?? ""), false);
        }

        throw new FormatException("its pre_tokenizer is neither ByteLevel nor an isolating Split by a regular expression before ByteLevel");
    }

    private static bool UsesRegex(JsonElement byteLevel) => !byteLevel.TryGetProperty("use_regex", out JsonElement value) || value.ValueKind == JsonValueKind.True;
}
