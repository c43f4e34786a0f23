using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>What a file says of a <see cref="BpeModel"/> beside vocabulary and merges.</summary>
internal sealed class BpeOptions
{
    private static readonly string[] s_texts = ["unk_token", "continuing_subword_prefix", "end_of_word_suffix"];

    /// <summary>The options of a tokenizer that was learned here.</summary>
    public static BpeOptions ByteLevel { get; } = new() { IsByteLevel = true };

    /// <summary>Whether words begin as bytes, in the characters of <see cref="ByteAlphabet"/>, or as characters.</summary>
    public bool IsByteLevel { get; init; }

    /// <summary>Whether a word that is a token is taken whole, even where merges lead elsewhere.</summary>
    public bool KeepsWholeWords { get; init; }

    /// <summary>Whether characters without a token are written in bytes.</summary>
    public bool FallsBack { get; init; }

    /// <summary>The id of unknown characters; -1: they are left out.</summary>
    public int Unknown { get; init; } = -1;

    /// <summary>Whether unknown characters side by side are one.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>What the file has for the unknown token, before characters that do not begin a word, and behind the one that ends it; null: nothing.</summary>
    public IReadOnlyList<string?> Texts { get; init; } = [null, null, null];

    private string Prefix => Texts[1] ?? "";

    private string Suffix => Texts[2] ?? "";

    /// <summary>A character as tokens are written at its place in a word; null where that is the character.</summary>
    public string? Affix(ReadOnlySpan<char> character, bool isFirst, bool isLast)
    {
        string before = isFirst ? "" : Prefix, after = isLast ? Suffix : "";
        return before.Length + after.Length == 0 ? null : string.Concat(before, character, after);
    }

    /// <summary>The token that two become; the prefix of the second is left out.</summary>
    public string Join(string left, string right) => left + (right.Length >= Prefix.Length ? right[Prefix.Length..] : right);

    /// <summary>Reads the texts of a model.</summary>
    public static string?[] ReadTexts(JsonElement model) => Array.ConvertAll(s_texts, name => model.TryGetProperty(name, out JsonElement value) ? value.GetString() : null);

    /// <summary>Writes everything as properties.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        for (int i = 0; i < s_texts.Length; i++) json.WriteString(s_texts[i], Texts[i]);
        json.WriteBoolean("fuse_unk", FusesUnknown);
        json.WriteBoolean("byte_fallback", FallsBack);
        json.WriteBoolean("ignore_merges", KeepsWholeWords);
    }
}
