using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads what a <c>tokenizer_config.json</c> says of conversations.</summary>
internal static class ConfigFile
{
    private static readonly string[] s_tokens = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    /// <summary>The chat template, of several the default one, and the special tokens by their names.</summary>
    public static (string? Template, Dictionary<string, string> Special) Read(JsonElement root)
    {
        Dictionary<string, string> special = new(StringComparer.Ordinal);
        foreach (string name in s_tokens)
        {
            if (!root.TryGetProperty(name, out JsonElement token)) continue;
            if (token.ValueKind == JsonValueKind.Object) token = token.GetProperty("content");
            if (token.GetString() is string text) special[name] = text;
        }

        if (!root.TryGetProperty("chat_template", out JsonElement template) || template.ValueKind == JsonValueKind.Null) return (null, special);
        if (template.ValueKind == JsonValueKind.String) return (template.GetString(), special);
        JsonElement[] named = [.. template.EnumerateArray()];
        int at = Array.FindIndex(named, entry => JsonFields.Text(entry, "name") == "default");
        return named.Length == 0 ? (null, special) : (JsonFields.Text(named[Math.Max(at, 0)], "template"), special);
    }
}
