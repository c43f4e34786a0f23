using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Files;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

/// <summary>Small tokenizers with the ids and texts that Hugging Face's own give: tests/golden/tokenizers/make.mjs writes them.</summary>
internal static class TokenizerCases
{
    private static readonly Lazy<JsonObject> s_file = new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "tokenizers", "cases.json")))!.AsObject());

    public static string[] Names => [.. s_file.Value["cases"]!.AsArray().Select(test => test!["name"]!.GetValue<string>())];

    public static JsonNode Get(string name) => s_file.Value["cases"]!.AsArray().Single(test => test!["name"]!.GetValue<string>() == name)!;

    /// <summary>The tokenizer.json of a case.</summary>
    public static JsonObject FileOf(JsonNode test)
    {
        JsonObject root = [];
        foreach (string part in new[] { "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder" }) root[part] = test[part]?.DeepClone();
        root["model"] = s_file.Value["models"]![test["model"]!.GetValue<string>()]!.DeepClone();
        return root;
    }

    public static TokenPipeline Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    public static TokenPipeline Read(JsonElement root) =>
        PipelineFile.Read(root);

    public static TokenPipeline SaveAndRead(TokenPipeline pipeline)
    {
        MemoryStream stream = new();
        pipeline.Write(stream);
        using JsonDocument document = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return Read(document.RootElement);
    }
}
