using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the ranks of tiktoken: on each line a token's bytes in base 64 and its id.</summary>
internal static class TiktokenFile
{
    /// <summary>Whether a file begins as ranks do.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file)
    {
        int end = file.IndexOfAny((byte)'\n', (byte)'\r'), space = file.IndexOf((byte)' ');
        return space > 0 && (end < 0 || space < end) && Base64.IsValid(file[..space]) && file[(space + 1)..(end < 0 ? file.Length : end)].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    /// <param name="file">Its content.</param>
    /// <param name="encoding">What the file does not say.</param>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static TokenPipeline Read(ReadOnlySpan<byte> file, TiktokenEncoding encoding)
    {
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        HashSet<int> ids = [];
        int number = 0;
        foreach (Range range in file.Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = file[range].TrimEnd((byte)'\r');
            if (line.IsEmpty) continue;
            int space = line.IndexOf((byte)' ');
            if (space <= 0 || !Base64.IsValid(line[..space]) || !Utf8Parser.TryParse(line[(space + 1)..], out int id, out int used) || used != line.Length - space - 1 || id is < 0 or >= JsonFields.LargestVocabulary)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number} is not a token in base 64 and its id"));
            if (!ids.Add(id) || !vocabulary.TryAdd(ByteAlphabet.Write(Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(line[..space]))), id)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number} has a token or an id that an earlier one has"));
        }

        for (int value = 0; value < 256; value++)
        {
            if (!vocabulary.ContainsKey(ByteAlphabet.Write([(byte)value]))) throw new FormatException($"its ranks have no token for the byte 0x{value:X2}");
        }

        List<AddedToken> added = [];
        foreach ((string text, int id) in encoding.Special)
        {
            if (text.Length is 0 or > AddedTokenFinder.Longest || id is < 0 or >= JsonFields.LargestVocabulary || !ids.Add(id)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the special token '{Weights.Text.Clip(text)}' is empty or too long, or its id {id} is another token's"));
            added.Add(new AddedToken(id, text));
        }

        BpeMerges merges = Splits.Of(vocabulary, vocabulary.Select(token => (token.Key, token.Value)));
        return new TokenPipeline(added, Sections(encoding.Pattern), new BpeModel(vocabulary, merges, new BpeOptions { IsByteLevel = true, KeepsWholeWords = true }));
    }

    private static TokenizerSections Sections(string pattern) => TokenizerSections.Learned with
    {
        PreTokenizer = TokenizerSections.Parse($$"""{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"{{JsonEncodedText.Encode(pattern)}}"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}"""),
    };
}
