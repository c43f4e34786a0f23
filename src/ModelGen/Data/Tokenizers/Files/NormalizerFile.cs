using System;
using System.Collections.Generic;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Normalization;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the <c>normalizer</c> of a tokenizer's file.</summary>
internal static class NormalizerFile
{
    // Files that each double a text, and again, are no tokenizers.
    private const int MostParts = 100;

    /// <summary>A field of ours, which Hugging Face passes over: texts are treated as SentencePiece itself does.</summary>
    public const string SentencePiece = "sentencepiece";

    /// <summary>Whether the file came from SentencePiece's own.</summary>
    public static bool IsSentencePiece(JsonElement normalizer) => normalizer.ValueKind == JsonValueKind.Object && normalizer.TryGetProperty(SentencePiece, out JsonElement own) && own.ValueKind == JsonValueKind.True;

    private const long MostGrowth = 1000;

    /// <summary>The normaliser; null where there is none.</summary>
    /// <exception cref="FormatException">It is of a kind that is not known here, or makes texts larger without measure.</exception>
    public static ITextNormalizer? Read(JsonElement normalizer)
    {
        (int parts, long growth) = (0, 1);
        return Read(normalizer, ref parts, ref growth);
    }

    private static ITextNormalizer? Read(JsonElement normalizer, ref int parts, ref long growth)
    {
        if (++parts > MostParts) throw new FormatException("its normalizer has more than 100 parts");
        if (normalizer.ValueKind == JsonValueKind.Null) return null;
        switch (JsonFields.Kind(normalizer))
        {
            case "NFC": return new NormalFormNormalizer(compatible: false, composes: true);
            case "NFD": return new NormalFormNormalizer(compatible: false, composes: false);
            case "NFKC": return new NormalFormNormalizer(compatible: true, composes: true);
            case "NFKD": return new NormalFormNormalizer(compatible: true, composes: false);
            case "Lowercase": return new LowercaseNormalizer();
            case "StripAccents": return new OmitNormalizer(UnicodeSets.Union("M"));
            case "Strip": return new StripNormalizer(JsonFields.Bool(normalizer, "strip_left", true), JsonFields.Bool(normalizer, "strip_right", true));
            case "Prepend": return new PrependNormalizer(Content(normalizer, "prepend", ref growth));
            case "Replace": return new ReplaceNormalizer(PatternFile.Read(normalizer.GetProperty("pattern")), Content(normalizer, "content", ref growth));
            case "BertNormalizer": return Bert(normalizer);
            case "Precompiled": return Precompiled(normalizer, ref growth);
            case "Sequence":
                List<ITextNormalizer> chain = [];
                foreach (JsonElement part in normalizer.GetProperty("normalizers").EnumerateArray()) chain.Add(Read(part, ref parts, ref growth) ?? throw new FormatException("one of its normalizers is null"));
                return new NormalizerChain(chain);
            case var other: throw new FormatException($"its normalizer '{Weights.Text.Clip(other)}' is not known");
        }
    }

    private static string Content(JsonElement normalizer, string name, ref long growth)
    {
        string content = JsonFields.Text(normalizer, name);
        // What it may replace is as short as nothing: a content of one character may double a text.
        Grow(content.Length, ref growth);
        return content;
    }

    private static void Grow(int longest, ref long growth)
    {
        growth *= Math.Max(1, longest);
        if (growth > MostGrowth) throw new FormatException($"its normalizer may make a text more than {MostGrowth} times as long");
    }

    private static CharacterMapNormalizer Precompiled(JsonElement normalizer, ref long growth)
    {
        CharacterMap map = new(normalizer.GetProperty("precompiled_charsmap").GetBytesFromBase64());
        Grow(map.LongestText(), ref growth);
        return new CharacterMapNormalizer(map, IsSentencePiece(normalizer));
    }

    private static BertNormalizer Bert(JsonElement normalizer)
    {
        bool lowers = JsonFields.Bool(normalizer, "lowercase", true);
        return new BertNormalizer(JsonFields.Bool(normalizer, "clean_text", true), JsonFields.Bool(normalizer, "handle_chinese_chars", true), JsonFields.Bool(normalizer, "strip_accents", lowers), lowers);
    }
}
