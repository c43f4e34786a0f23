using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace ModelGen.Data;

/// <summary>What a <c>tokenizer.json</c> of the byte-level BPE kind says.</summary>
internal sealed class BpeModel
{
    /// <summary>The bytes of each id; null where the file has none.</summary>
    public required byte[]?[] Tokens { get; init; }

    /// <summary>The merges.</summary>
    public required BpeMerges Merges { get; init; }

    /// <summary>Tokens that are found before words are.</summary>
    public required IReadOnlyList<SpecialToken> Special { get; init; }

    /// <summary>How texts are cut into words.</summary>
    public BpeSplit Split { get; init; } = BpeSplit.Gpt2;

    /// <summary>Whether a text that begins without a space gets one.</summary>
    public bool AddsSpace { get; init; }

    /// <summary>Whether texts are brought into normal form C.</summary>
    public bool Normalizes { get; init; }

    /// <summary>Whether a word that is a token is taken whole, even where merges lead elsewhere.</summary>
    public bool KeepsWholeWords { get; init; }

    /// <summary>The ids of learned tokens by their characters; only for <see cref="KeepsWholeWords"/>.</summary>
    public IReadOnlyDictionary<string, int> Whole { get; init; } = new Dictionary<string, int>();

    /// <summary>The 256 bytes, one token per merge, and the special ones.</summary>
    public static BpeModel FromMerges(List<(int Left, int Right)> pairs, string[] special)
    {
        byte[]?[] tokens = new byte[256 + pairs.Count + special.Length][];
        BpeMerges merges = new();
        for (int i = 0; i < 256; i++) tokens[i] = [(byte)i];
        for (int i = 0; i < pairs.Count; i++)
        {
            tokens[256 + i] = [.. tokens[pairs[i].Left]!, .. tokens[pairs[i].Right]!];
            merges.Add(pairs[i].Left, pairs[i].Right, 256 + i);
        }

        SpecialToken[] marks = new SpecialToken[special.Length];
        for (int i = 0; i < special.Length; i++)
        {
            ArgumentException.ThrowIfNullOrEmpty(special[i], nameof(special));
            marks[i] = new SpecialToken(256 + pairs.Count + i, special[i]);
            tokens[marks[i].Id] = Encoding.UTF8.GetBytes(special[i]);
        }

        return new BpeModel { Tokens = tokens, Merges = merges, Special = marks };
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        foreach (SpecialToken token in Special) WriteSpecial(json, token);
        json.WriteEndArray();
        if (Normalizes) WriteType(json, "normalizer", "NFC");
        else json.WriteNull("normalizer");
        WriteSplit(json);
        json.WriteNull("post_processor");
        WriteDecoder(json);
        WriteMerges(json);
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject(name);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    // Hugging Face's reader wants every field, though a decoder looks at none of them.
    private static void WriteDecoder(Utf8JsonWriter json)
    {
        json.WriteStartObject("decoder");
        json.WriteString("type", "ByteLevel");
        foreach (string name in new[] { "add_prefix_space", "trim_offsets", "use_regex" }) json.WriteBoolean(name, true);
        json.WriteEndObject();
    }

    private static void WriteSpecial(Utf8JsonWriter json, SpecialToken token)
    {
        json.WriteStartObject();
        json.WriteNumber("id", token.Id);
        json.WriteString("content", token.Text);
        json.WriteBoolean("single_word", token.IsWord);
        json.WriteBoolean("lstrip", token.StripsLeft);
        json.WriteBoolean("rstrip", token.StripsRight);
        json.WriteBoolean("normalized", false);
        json.WriteBoolean("special", token.IsSpecial);
        json.WriteEndObject();
    }

    private void WriteSplit(Utf8JsonWriter json)
    {
        bool own = Split != BpeSplit.Gpt2;
        json.WriteStartObject("pre_tokenizer");
        if (own)
        {
            json.WriteString("type", "Sequence");
            json.WriteStartArray("pretokenizers");
            json.WriteStartObject();
            json.WriteString("type", "Split");
            json.WriteStartObject("pattern");
            json.WriteString("Regex", Split.Pattern);
            json.WriteEndObject();
            json.WriteString("behavior", "Isolated");
            json.WriteBoolean("invert", false);
            json.WriteEndObject();
            json.WriteStartObject();
        }

        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", AddsSpace);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", !own);
        json.WriteEndObject();
        if (!own) return;
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteMerges(Utf8JsonWriter json)
    {
        HashSet<int> special = [];
        foreach (SpecialToken token in Special) special.Add(token.Id);
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", KeepsWholeWords);
        json.WriteStartObject("vocab");
        for (int id = 0; id < Tokens.Length; id++)
        {
            if (Tokens[id] is byte[] token && !special.Contains(id)) json.WriteNumber(ByteAlphabet.Write(token), id);
        }

        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach ((int left, int right) in Merges.InOrder()) json.WriteStringValue(ByteAlphabet.Write(Tokens[left]) + " " + ByteAlphabet.Write(Tokens[right]));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
