using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads SentencePiece's <c>.model</c>: Unigram or byte-pair encoding over whole texts.</summary>
internal static class SentencePieceFile
{
    private const int Unigram = 1, BytePairs = 2;

    /// <exception cref="FormatException">It is no such file, or says what would be encoded differently here.</exception>
    public static TokenPipeline Read(byte[] file)
    {
        SentencePieceProto proto = SentencePieceProto.Read(file);
        if (proto.EndsInSpace) throw new FormatException("its pieces end in white space, not begin with it");
        if (!proto.EscapesSpaces) throw new FormatException("its pieces have white space as it is");
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        List<AddedToken> added = [];
        int unknown = -1;
        for (int id = 0; id < proto.Pieces.Count; id++)
        {
            (string text, float score, SentencePieceKind kind) = proto.Pieces[id];
            if (text.Length is 0 or > PieceTrie.Longest || !float.IsFinite(score)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its piece {id} is empty, has more than {PieceTrie.Longest} characters or a score that is not finite"));
            if (!vocabulary.TryAdd(text, id)) throw new FormatException($"its piece '{Weights.Text.Clip(text)}' is there twice");
            if (kind == SentencePieceKind.Unknown) unknown = id;
            if (kind is SentencePieceKind.Unknown or SentencePieceKind.Control or SentencePieceKind.UserDefined) added.Add(new AddedToken(id, text, IsNormalized: kind == SentencePieceKind.UserDefined, IsSpecial: kind != SentencePieceKind.UserDefined));
        }

        if (unknown < 0) throw new FormatException("none of its pieces stands for what is unknown");
        return new TokenPipeline(added, Sections(proto), proto.Model switch
        {
            Unigram => OfScores(proto, unknown),
            BytePairs => OfMerges(proto, vocabulary, unknown),
            _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its pieces are words or characters (model_type {proto.Model})")),
        });
    }

    private static UnigramModel OfScores(SentencePieceProto proto, int unknown)
    {
        HashSet<int> unused = [.. Enumerable.Range(0, proto.Pieces.Count).Where(id => proto.Pieces[id].Kind is not (SentencePieceKind.Normal or SentencePieceKind.UserDefined))];
        return new UnigramModel([.. proto.Pieces.Select(piece => (piece.Text, (double)piece.Score))], unknown, proto.FallsBack, unused);
    }

    private static BpeModel OfMerges(SentencePieceProto proto, Dictionary<string, int> vocabulary, int unknown)
    {
        // Pieces of one score have one rank.
        float[] scores = [.. proto.Pieces.Select(piece => -piece.Score).Distinct().Order()];
        BpeMerges merges = Splits.Of(vocabulary, proto.Pieces.Where(piece => piece.Kind is SentencePieceKind.Normal or SentencePieceKind.UserDefined).Select(piece => (piece.Text, Array.BinarySearch(scores, -piece.Score))));
        return new BpeModel(vocabulary, merges, new BpeOptions { FallsBack = proto.FallsBack, FusesUnknown = true, Unknown = unknown, Texts = [proto.Pieces[unknown].Text, null, null] });
    }

    private static TokenizerSections Sections(SentencePieceProto proto)
    {
        List<string> parts = [];
        if (proto.Characters.Length > 0) parts.Add($$"""{"type":"Precompiled","precompiled_charsmap":"{{Convert.ToBase64String(proto.Characters)}}","{{NormalizerFile.SentencePiece}}":true}""");
        if (proto.RemovesSpaces)
        {
            parts.Add("""{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}""");
            parts.Add("""{"type":"Replace","pattern":{"Regex":"\\A +|[ ▁]+\\z"},"content":""}""");
        }

        if (proto.AddsSpace) parts.Add("""{"type":"Prepend","prepend":"▁"}""");
        parts.Add("""{"type":"Replace","pattern":{"String":" "},"content":"▁"}""");
        string start = proto.AddsSpace ? """,{"type":"Strip","content":" ","start":1,"stop":0}""" : "";
        return new TokenizerSections
        {
            Normalizer = TokenizerSections.Parse($$"""{"type":"Sequence","{{NormalizerFile.SentencePiece}}":true,"normalizers":[{{string.Join(',', parts)}}]}"""),
            Decoder = TokenizerSections.Parse($$"""{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"}{{start}}]}"""),
        };
    }
}
