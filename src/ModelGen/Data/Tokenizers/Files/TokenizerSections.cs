using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>The parts of a <c>tokenizer.json</c> that are written as they were read.</summary>
internal sealed record TokenizerSections
{
    private static readonly JsonElement s_null = Parse("null");

    // Hugging Face's reader wants every field, though a decoder looks at none of them.
    private static readonly JsonElement s_byteLevel = Parse("""{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""");

    /// <summary>What a tokenizer has that was learned here: GPT-2's.</summary>
    public static TokenizerSections Learned { get; } = new()
    {
        PreTokenizer = Parse("""{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}"""),
        Decoder = s_byteLevel,
    };

    public JsonElement Truncation { get; init; } = s_null;

    public JsonElement Padding { get; init; } = s_null;

    public JsonElement Normalizer { get; init; } = s_null;

    public JsonElement PreTokenizer { get; init; } = s_null;

    public JsonElement PostProcessor { get; init; } = s_null;

    public JsonElement Decoder { get; init; } = s_null;

    /// <summary>Reads them, without a look at what they say.</summary>
    public static TokenizerSections Read(JsonElement root) => new()
    {
        Truncation = Get(root, "truncation"),
        Padding = Get(root, "padding"),
        Normalizer = Get(root, "normalizer"),
        PreTokenizer = Get(root, "pre_tokenizer"),
        PostProcessor = Get(root, "post_processor"),
        Decoder = Get(root, "decoder"),
    };

    private static JsonElement Get(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.Clone() : s_null;

    /// <summary>A part by its JSON.</summary>
    public static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
