using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ModelGen.Data;

namespace ChatSample;

/// <summary>The tokens that end an answer: <c>eos_token_id</c> of generation_config.json, else of config.json, a number or a list of them.</summary>
internal static class StopTokens
{
    public static IReadOnlyList<int[]> Of(string folder, PretrainedTokenizer tokenizer)
    {
        foreach (string file in (string[])["generation_config.json", "config.json"])
        {
            string path = Path.Combine(folder, file);
            if (!File.Exists(path)) continue;
            try
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("eos_token_id", out JsonElement ids)) continue;
                int[] found = ids.ValueKind switch
                {
                    JsonValueKind.Number => [ids.GetInt32()],
                    JsonValueKind.Array => [.. ids.EnumerateArray().Select(id => id.GetInt32())],
                    _ => [],
                };
                if (found.Length > 0) return [.. found.Where(id => id >= 0 && id < tokenizer.Vocabulary).Select(id => (int[])[id])];
            }
            catch (System.Exception fault) when (fault is JsonException or System.InvalidOperationException or System.FormatException)
            {
                throw new DataFormatException($"'{path}' is no configuration: {fault.Message}");
            }
        }

        return [];
    }
}
