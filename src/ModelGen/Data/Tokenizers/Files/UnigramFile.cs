using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the <c>model</c> of a tokenizer's file where it is Unigram.</summary>
internal static class UnigramFile
{
    /// <param name="model">The part of the file.</param>
    /// <param name="marks">Pieces that no text is made of; bytes are neither, then. Empty: there are none.</param>
    /// <exception cref="FormatException">It says what cannot be.</exception>
    public static UnigramModel Read(JsonElement model, HashSet<int> marks)
    {
        JsonElement list = model.GetProperty("vocab");
        if (list.GetArrayLength() is 0 or > JsonFields.LargestVocabulary) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its vocabulary has {list.GetArrayLength()} pieces"));
        List<(string, double)> pieces = new(list.GetArrayLength());
        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (entry.GetArrayLength() != 2) throw new FormatException("an entry of its vocabulary is not a piece and its score");
            pieces.Add(Check(entry[0].GetString() ?? throw new FormatException("a piece of its vocabulary is null"), entry[1].GetDouble()));
        }

        int unknown = model.TryGetProperty("unk_id", out JsonElement id) && id.ValueKind != JsonValueKind.Null ? JsonFields.Id(id) : -1;
        if (unknown >= pieces.Count) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its unk_id {unknown} is none of its {pieces.Count} pieces"));
        bool fallsBack = JsonFields.Bool(model, "byte_fallback");
        for (int i = 0; marks.Count > 0 && fallsBack && i < pieces.Count; i++)
        {
            if (pieces[i].Item1 is ['<', '0', 'x', _, _, '>']) marks.Add(i);
        }

        return new UnigramModel(pieces, unknown, fallsBack, marks);
    }

    /// <exception cref="FormatException">The piece is too long, or the score is no number.</exception>
    internal static (string, double) Check(string piece, double score) =>
        piece.Length > PieceTrie.Longest ? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its vocabulary has a piece of more than {PieceTrie.Longest} characters"))
        : !double.IsFinite(score) ? throw new FormatException($"the score of its piece '{Weights.Text.Clip(piece)}' is not finite")
        : (piece, score);
}
