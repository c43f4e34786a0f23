using System;
using System.Collections.Generic;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads a whole <c>tokenizer.json</c>, and refuses what would be encoded differently here.</summary>
internal static class PipelineFile
{
    /// <param name="root">The file.</param>
    /// <param name="kind">The kind of its model.</param>
    /// <exception cref="FormatException">It says which part is of another kind.</exception>
    public static TokenPipeline Read(JsonElement root, string kind)
    {
        JsonElement part = root.GetProperty("model");
        TokenizerSections sections = TokenizerSections.Read(root);
        string own = JsonFields.Kind(part);
        if (own.Length == 0 && part.TryGetProperty("merges", out _)) own = "BPE"; // old files do not say it of the one kind that there was
        if (own != kind) throw new FormatException($"its model is '{Weights.Text.Clip(own)}', not {kind}{(own is "BPE" or "WordPiece" ? $": it is one for {(own == "BPE" ? "Bpe" : own)}Tokenizer" : "")}");
        bool isByteLevel = SplitterFile.Read(sections.PreTokenizer).IsByteLevel;
        if (isByteLevel && kind != "BPE") throw new FormatException("its pre_tokenizer writes bytes, for which its model has no tokens");
        ITokenModel model = kind == "BPE" ? BpeFile.Read(part, Added(root), isByteLevel) : WordPieceFile.Read(part);
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
