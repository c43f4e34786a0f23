using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Patterns;
using ModelGen.Data.Tokenizers.Splitting;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the <c>pre_tokenizer</c> of a tokenizer's file.</summary>
internal static class SplitterFile
{
    private const int MostParts = 100;

    // ASCII signs that Unicode counts as symbols are punctuation here.
    private const string Punctuation = @"[\p{P}$+<=>^`|~]";

    /// <summary>What cuts texts, and whether its words are written in bytes.</summary>
    /// <exception cref="FormatException">It is of a kind that is not known here.</exception>
    public static (ISplitter Splitter, bool IsByteLevel) Read(JsonElement part)
    {
        List<ISplitter> splitters = [];
        bool isByteLevel = false;
        Add(part, splitters, ref isByteLevel);
        return (splitters.Count == 1 ? splitters[0] : new SplitterChain(splitters), isByteLevel);
    }

    private static void Add(JsonElement part, List<ISplitter> splitters, ref bool isByteLevel)
    {
        if (part.ValueKind == JsonValueKind.Null) return;
        if (splitters.Count >= MostParts) throw new FormatException("its pre_tokenizer has more than 100 parts");
        if (isByteLevel) throw new FormatException("its pre_tokenizer has a part behind ByteLevel");
        switch (JsonFields.Kind(part))
        {
            case "Sequence":
                foreach (JsonElement inner in part.GetProperty("pretokenizers").EnumerateArray()) Add(inner, splitters, ref isByteLevel);
                break;
            case "ByteLevel":
                if (JsonFields.Bool(part, "add_prefix_space")) splitters.Add(new PrefixSpaceSplitter());
                if (JsonFields.Bool(part, "use_regex", true)) splitters.Add(PatternSplitter.Gpt2);
                isByteLevel = true;
                break;
            case "Split":
                splitters.Add(new PatternSplitter(PatternFile.Read(part.GetProperty("pattern")), Behavior(part), JsonFields.Bool(part, "invert")));
                break;
            case "Digits":
                splitters.Add(Of(@"\p{N}", JsonFields.Bool(part, "individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous));
                break;
            case "Punctuation":
                splitters.Add(Of(Punctuation, part.TryGetProperty("behavior", out _) ? Behavior(part) : SplitBehavior.Isolated));
                break;
            case "Whitespace":
                splitters.Add(new PatternSplitter(new TextPattern(@"[\w\u200C\u200D]+|[^\w\u200C\u200D\s]+"), SplitBehavior.Removed, inverted: true));
                break;
            case "WhitespaceSplit":
                splitters.Add(Of(@"\s", SplitBehavior.Removed));
                break;
            case "BertPreTokenizer":
                splitters.Add(Of(@"\s", SplitBehavior.Removed));
                splitters.Add(Of(Punctuation, SplitBehavior.Isolated));
                break;
            case "Metaspace":
                splitters.Add(Metaspace(part));
                break;
            case var other: throw new FormatException($"its pre_tokenizer '{Weights.Text.Clip(other)}' is not known");
        }
    }

    private static PatternSplitter Of(string pattern, SplitBehavior behavior) => new(new TextPattern(pattern), behavior);

    private static SplitBehavior Behavior(JsonElement part)
    {
        string name = JsonFields.Text(part, "behavior");
        return Enum.TryParse(name, out SplitBehavior behavior) && behavior.ToString() == name ? behavior : throw new FormatException($"its behavior '{Weights.Text.Clip(name)}' is not known");
    }

    private static MetaspaceSplitter Metaspace(JsonElement part)
    {
        string scheme = part.TryGetProperty("prepend_scheme", out JsonElement value) ? value.GetString() ?? "" : JsonFields.Bool(part, "add_prefix_space", true) ? "always" : "never";
        if (scheme is not ("always" or "first" or "never")) throw new FormatException($"its prepend_scheme '{Weights.Text.Clip(scheme)}' is not known");
        string sign = JsonFields.Text(part, "replacement");
        if (sign.Length == 0 || !Rune.TryGetRuneAt(sign, 0, out Rune rune) || rune.Utf16SequenceLength != sign.Length) throw new FormatException($"the replacement '{Weights.Text.Clip(sign)}' of its pre_tokenizer is not one character");
        return new MetaspaceSplitter(sign, scheme != "never", scheme == "first", JsonFields.Bool(part, "split", true));
    }
}
