using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads WordPiece: the <c>model</c> of a tokenizer.json, or BERT's <c>vocab.txt</c>.</summary>
internal static class WordPieceFile
{
    private static readonly string[] s_marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <param name="model">The part of the file.</param>
    /// <exception cref="FormatException">It says what cannot be.</exception>
    public static WordPieceModel Read(JsonElement model)
    {
        Dictionary<string, int> vocabulary = BpeFile.Vocabulary(model);
        string unknown = model.TryGetProperty("unk_token", out JsonElement token) ? token.GetString() ?? "" : "[UNK]";
        if (!vocabulary.ContainsKey(unknown)) throw new FormatException($"its unk_token '{Weights.Text.Clip(unknown)}' is not in its vocabulary");
        string prefix = model.TryGetProperty("continuing_subword_prefix", out JsonElement value) ? value.GetString() ?? "" : "##";
        int longest = model.TryGetProperty("max_input_chars_per_word", out _) ? JsonFields.Count(model, "max_input_chars_per_word") : 100;
        foreach (string piece in vocabulary.Keys)
        {
            if (piece.Length > AddedTokenFinder.Longest) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its vocabulary has a piece of more than {AddedTokenFinder.Longest} characters"));
        }

        return new WordPieceModel(vocabulary, unknown, prefix, longest);
    }

    /// <summary>Reads WordLevel, whose tokens are words.</summary>
    public static WordLevelModel ReadWords(JsonElement model) => new(BpeFile.Vocabulary(model), model.TryGetProperty("unk_token", out JsonElement token) ? token.GetString() ?? "" : "<unk>");

    /// <summary>A tokenizer.json of the pieces of a <c>vocab.txt</c>, one a line, the first of which has the id 0, and of what BERT does beside.</summary>
    /// <param name="lines">The file's content in UTF-8.</param>
    /// <param name="lowercase">Whether texts are made lower case and lose their accents.</param>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static byte[] Json(byte[] lines, bool lowercase)
    {
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        int id = 0;
        foreach (string line in Utf8(lines).TrimStart('\uFEFF').Split('\n')) vocabulary[line.TrimEnd()] = id++; // of a piece that is there twice the last place counts, as for the makers of such files
        vocabulary.Remove("");
        if (!vocabulary.ContainsKey("[UNK]")) throw new FormatException("its lines have no [UNK]: it is no vocab.txt of WordPiece");
        MemoryStream stream = new();
        using Utf8JsonWriter json = new(stream);
        json.WriteStartObject();
        List<AddedToken> marks = [];
        foreach (string mark in s_marks)
        {
            if (vocabulary.TryGetValue(mark, out int place)) marks.Add(new AddedToken(place, mark));
        }

        AddedTokensFile.Write(json, marks);
        json.WritePropertyName("normalizer");
        json.WriteRawValue($$"""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":{{(lowercase ? "true" : "false")}}}""");
        json.WritePropertyName("pre_tokenizer");
        json.WriteRawValue("""{"type":"BertPreTokenizer"}""");
        if (vocabulary.TryGetValue("[CLS]", out int first) && vocabulary.TryGetValue("[SEP]", out int last))
        {
            json.WritePropertyName("post_processor");
            json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"BertProcessing","sep":["[SEP]",{{last}}],"cls":["[CLS]",{{first}}]}"""));
        }

        json.WritePropertyName("decoder");
        json.WriteRawValue("""{"type":"WordPiece","prefix":"##","cleanup":true}""");
        json.WritePropertyName("model");
        new WordPieceModel(vocabulary, "[UNK]", "##", 100).Write(json);
        json.WriteEndObject();
        json.Flush();
        return stream.ToArray();
    }

    private static string Utf8(byte[] lines)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(lines);
        }
        catch (DecoderFallbackException error)
        {
            throw new FormatException("its lines are not UTF-8", error);
        }
    }
}
