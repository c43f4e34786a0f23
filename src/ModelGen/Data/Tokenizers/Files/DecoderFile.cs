using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Decoders;
using ModelGen.Data.Tokenizers.Normalization;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the <c>decoder</c> of a tokenizer's file.</summary>
internal static class DecoderFile
{
    // English as BERT's makers put it together again.
    private static readonly (string Apart, string Together)[] s_english =
        [(" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re")];

    /// <summary>The steps; null where tokens are bytes.</summary>
    /// <exception cref="FormatException">One is of a kind that is not known here.</exception>
    public static ITextDecoder? Read(JsonElement decoder)
    {
        switch (JsonFields.Kind(decoder))
        {
            case "" when decoder.ValueKind == JsonValueKind.Null: return new TokenwiseDecoder((token, isFirst, _) => isFirst ? token : " " + token);
            case "ByteLevel": return null;
            case "Fuse": return new FuseDecoder();
            case "ByteFallback": return new ByteFallbackDecoder();
            case "Replace":
                ReplaceNormalizer replace = new(PatternFile.Read(decoder.GetProperty("pattern")), JsonFields.Text(decoder, "content"));
                return new TokenwiseDecoder((token, _, _) => replace.Apply(token));
            case "Strip": return Strip(JsonFields.Text(decoder, "content"), JsonFields.Count(decoder, "start"), JsonFields.Count(decoder, "stop"));
            case "Metaspace": return Metaspace(decoder);
            case "WordPiece": return WordPiece(JsonFields.Text(decoder, "prefix"), JsonFields.Bool(decoder, "cleanup", true));
            case "BPEDecoder":
                string suffix = JsonFields.Text(decoder, "suffix");
                return new TokenwiseDecoder((token, _, isLast) => suffix.Length == 0 ? token : token.Replace(suffix, isLast ? "" : " ", StringComparison.Ordinal));
            case "Sequence":
                List<ITextDecoder> parts = [];
                foreach (JsonElement part in decoder.GetProperty("decoders").EnumerateArray()) parts.Add(Read(part) ?? throw new FormatException("its decoder has ByteLevel as a part"));
                return new DecoderChain(parts);
            case var other: throw new FormatException($"its decoder '{Weights.Text.Clip(other)}' is not known");
        }
    }

    private static TokenwiseDecoder Strip(string content, int most, int mostAtEnd) => new((token, _, _) =>
    {
        int start = 0, end = token.Length;
        for (int i = 0; i < most && content.Length > 0 && token.AsSpan(start, end - start).StartsWith(content, StringComparison.Ordinal); i++) start += content.Length;
        for (int i = 0; i < mostAtEnd && content.Length > 0 && token.AsSpan(start, end - start).EndsWith(content, StringComparison.Ordinal); i++) end -= content.Length;
        return token[start..end];
    });

    private static TokenwiseDecoder Metaspace(JsonElement decoder)
    {
        string sign = JsonFields.Text(decoder, "replacement");
        string scheme = decoder.TryGetProperty("prepend_scheme", out JsonElement value) ? value.GetString() ?? "" : JsonFields.Bool(decoder, "add_prefix_space", true) ? "always" : "never";
        if (sign.Length == 0) throw new FormatException("the replacement of its decoder is empty");
        return new TokenwiseDecoder((token, isFirst, _) => token.Replace(sign, isFirst && scheme != "never" ? "" : " ", StringComparison.Ordinal));
    }

    private static TokenwiseDecoder WordPiece(string prefix, bool cleans) => new((token, isFirst, _) =>
    {
        if (!isFirst) token = prefix.Length > 0 && token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
        if (!cleans) return token;
        StringBuilder text = new(token);
        foreach ((string apart, string together) in s_english) text.Replace(apart, together);
        return text.ToString();
    });
}
