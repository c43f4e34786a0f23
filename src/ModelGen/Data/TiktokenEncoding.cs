using System;
using System.Collections.Generic;

namespace ModelGen.Data;

/// <summary>What a tiktoken file does not say: how texts are cut into words, and the special tokens.</summary>
/// <param name="Pattern">The expression whose matches are the words.</param>
/// <param name="Special">The special tokens with their ids, which are in no line of the file.</param>
/// <remarks>The published encodings are those of openai/tiktoken's openai_public.py.</remarks>
public sealed record TiktokenEncoding(string Pattern, IReadOnlyDictionary<string, int> Special)
{
    private const string Gpt2 = @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary><c>r50k_base</c>: GPT-2 and GPT-3.</summary>
    public static TiktokenEncoding R50kBase { get; } = new(Gpt2, Ids(("<|endoftext|>", 50256)));

    /// <summary><c>p50k_base</c>: Codex.</summary>
    public static TiktokenEncoding P50kBase { get; } = new(Gpt2, Ids(("<|endoftext|>", 50256)));

    /// <summary><c>cl100k_base</c>: GPT-3.5 and GPT-4.</summary>
    public static TiktokenEncoding Cl100kBase { get; } = new(
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        Ids(("<|endoftext|>", 100257), ("<|fim_prefix|>", 100258), ("<|fim_middle|>", 100259), ("<|fim_suffix|>", 100260), ("<|endofprompt|>", 100276)));

    /// <summary><c>o200k_base</c>: GPT-4o.</summary>
    public static TiktokenEncoding O200kBase { get; } = new(
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        Ids(("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)));

    private static Dictionary<string, int> Ids(params ReadOnlySpan<(string Token, int Id)> special)
    {
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach ((string token, int id) in special) ids.Add(token, id);
        return ids;
    }
}
