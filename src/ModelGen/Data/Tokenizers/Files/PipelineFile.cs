using System;
using System.Collections.Generic;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads a whole <c>tokenizer.json</c>, and refuses what would be encoded differently here.</summary>
internal static class PipelineFile
{
    public static TokenPipeline Read(JsonElement root)
    {
        JsonElement part = root.GetProperty("model");
        TokenizerSections sections = TokenizerSections.Read(root);
        string kind = JsonFields.Kind(part);
        // Old files do not say it of the one kind that there was.
        ITokenModel model = kind == "BPE" || (kind.Length == 0 && part.TryGetProperty("merges", out _))
            ? BpeFile.Read(part, Added(root), SplitterFile.Read(sections.PreTokenizer).IsByteLevel)
            : throw new FormatException($"its model is '{Weights.Text.Clip(kind)}', not BPE");
        return new TokenPipeline(AddedTokensFile.Read(root, model.Vocabulary), sections, model);
    }

    private static HashSet<string> Added(JsonElement root)
    {
        HashSet<string> texts = new(StringComparer.Ordinal);
        if (!root.TryGetProperty("added_tokens", out JsonElement added) || added.ValueKind == JsonValueKind.Null) return texts;
        foreach (JsonElement token in added.EnumerateArray()) texts.Add(JsonFields.Text(token, "content"));
        return texts;
    }
}
