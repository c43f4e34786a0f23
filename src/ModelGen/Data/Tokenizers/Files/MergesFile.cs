using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>The two files of GPT-2's tokenizer, which RoBERTa and BART have too: <c>vocab.json</c>, tokens with their ids, and <c>merges.txt</c>, a pair on each line.</summary>
internal static class MergesFile
{
    /// <summary>How these files are called.</summary>
    public const string Vocabulary = "vocab.json", Merges = "merges.txt";

    private const string First = "<s>", Last = "</s>", Mask = "<mask>";

    private static readonly string[] s_marks = ["<|endoftext|>", First, "<pad>", Last, "<unk>", Mask];

    /// <summary>A tokenizer.json of both, and of what these models do beside.</summary>
    /// <param name="vocabulary">The content of vocab.json.</param>
    /// <param name="merges">The content of merges.txt.</param>
    /// <exception cref="FormatException">They are no such files.</exception>
    public static byte[] Json(byte[] vocabulary, byte[] merges)
    {
        using JsonDocument document = JsonDocument.Parse(vocabulary);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException("it is no object of tokens and ids");
        MemoryStream stream = new();
        using Utf8JsonWriter json = new(stream);
        json.WriteStartObject();
        AddedTokensFile.Write(json, [.. Marks(document.RootElement)]);
        Raw(json, "pre_tokenizer", """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""");
        if (Id(document.RootElement, First) is int first && Id(document.RootElement, Last) is int last)
            Raw(json, "post_processor", FormattableString.Invariant($$"""{"type":"RobertaProcessing","sep":["{{Last}}",{{last}}],"cls":["{{First}}",{{first}}],"trim_offsets":true,"add_prefix_space":false}"""));
        Raw(json, "decoder", """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""");
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WritePropertyName("vocab");
        document.RootElement.WriteTo(json);
        json.WriteStartArray("merges");
        foreach (string line in Encoding.UTF8.GetString(merges).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).Where((line, i) => line.Length > 0 && !(i == 0 && line.StartsWith("#version", StringComparison.Ordinal)))) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return stream.ToArray();
    }

    // A mask takes the space before it, as in the tokenizers that were published with these files.
    private static IEnumerable<AddedToken> Marks(JsonElement vocabulary) =>
        from mark in s_marks
        let id = Id(vocabulary, mark)
        where id is not null
        select new AddedToken(id.Value, mark, StripsLeft: mark == Mask);

    private static int? Id(JsonElement vocabulary, string token) => vocabulary.TryGetProperty(token, out JsonElement id) ? JsonFields.Id(id) : null;

    private static void Raw(Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value);
    }
}
