using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads a whole <c>tokenizer.json</c>, and refuses what would be encoded differently here.</summary>
internal static class PipelineFile
{
    /// <param name="root">The file.</param>
    /// <param name="kind">The kind of its model; null: any.</param>
    /// <exception cref="FormatException">It says which part is of another kind.</exception>
    public static TokenPipeline Read(JsonElement root, string? kind = null)
    {
        JsonElement part = root.GetProperty("model");
        TokenizerSections sections = TokenizerSections.Read(root);
        string own = JsonFields.Kind(part);
        if (own.Length == 0 && part.TryGetProperty("merges", out _)) own = "BPE"; // old files do not say it of the one kind that there was
        if (kind is not null && own != kind) throw new FormatException($"its model is '{Weights.Text.Clip(own)}', not {kind}{own switch { "BPE" => ": it is one for BpeTokenizer", "WordPiece" => ": it is one for WordPieceTokenizer", "Unigram" or "WordLevel" => ": it is one for PretrainedTokenizer", _ => "" }}");
        bool isByteLevel = SplitterFile.Read(sections.PreTokenizer).IsByteLevel;
        if (isByteLevel && own != "BPE") throw new FormatException("its pre_tokenizer writes bytes, for which its model has no tokens");
        ITokenModel model = own switch
        {
            "BPE" => BpeFile.Read(part, Added(root), isByteLevel),
            "WordPiece" => WordPieceFile.Read(part),
            "Unigram" => UnigramFile.Read(part, NormalizerFile.IsSentencePiece(sections.Normalizer) ? Marks(root) : []),
            "WordLevel" => WordPieceFile.ReadWords(part),
            _ => throw new FormatException($"its model '{Weights.Text.Clip(own)}' is not known"),
        };
        return new TokenPipeline(AddedTokensFile.Read(root, model.Vocabulary), sections, model);
    }

    // SentencePiece makes no text of its marks and bytes.
    private static HashSet<int> Marks(JsonElement root) => [.. AddedTokensFile.Read(root, new Dictionary<string, int>()).Where(token => token.IsSpecial).Select(token => token.Id)];

    private static HashSet<string> Added(JsonElement root)
    {
        HashSet<string> texts = new(StringComparer.Ordinal);
        if (!root.TryGetProperty("added_tokens", out JsonElement added) || added.ValueKind == JsonValueKind.Null) return texts;
        foreach (JsonElement token in added.EnumerateArray()) texts.Add(JsonFields.Text(token, "content"));
        return texts;
    }
}
