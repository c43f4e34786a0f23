using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>
/// A sentence's vector as sentence-transformers make it: steps pooled as <c>1_Pooling/config.json</c> says, then length 1 where <c>modules.json</c> lists it. Without these files: the mean over real steps, and length 1.
/// </summary>
internal static class SentenceHead
{
    /// <summary>The files beside a configuration whose texts the front end gives to the attribute, and the arguments that carry them.</summary>
    public static readonly IReadOnlyList<(string File, string Argument)> Files = [("modules.json", "$modules"), ("1_Pooling/config.json", "$pooling")];

    private const string Mode = "pooling_mode_";

    private static readonly Dictionary<string, string> s_pools = new()
    {
        ["mean_tokens"] = "GlobalAveragePool",
        ["cls_token"] = "TakeFirst",
        ["max_tokens"] = "GlobalMaxPool",
        ["lasttoken"] = "TakeLast",
    };

    public static LayerSpec[] Layers(Family f)
    {
        bool isNormal = Read(f, Files[0]) is not { } modules || Kinds(modules).Contains("Normalize");
        LayerSpec pool = f.Layer(Read(f, Files[1]) is { } pooling ? Pool(pooling) : s_pools["mean_tokens"]);
        return isNormal ? [pool, f.Layer("Normalize")] : [pool];
    }

    private static JsonValue? Read(Family f, (string File, string Argument) file)
    {
        if (f.Attribute.Text(file.Argument) is not { } text)
        {
            return null;
        }

        (JsonValue? value, string? fault) = JsonParser.Parse(text);
        return value ?? throw new ConfigFault(ErrorId.ConfigUnreadable, $"{file.File} is no JSON: {fault}; get the file again from where the checkpoint was published");
    }

    // sentence_transformers.models.Pooling
    private static string[] Kinds(JsonValue modules)
    {
        if (modules.Kind != JsonKind.List || modules.Items.Count == 0)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, "modules.json must be a list of modules: get the file again from where the checkpoint was published");
        }

        string[] kinds = [.. modules.Items.Select(module => module.Members.TryGetValue("type", out JsonValue? type) ? type.Text.Substring(type.Text.LastIndexOf('.') + 1) : "")];
        return kinds.FirstOrDefault(kind => kind is not ("Transformer" or "Pooling" or "Normalize")) is { } other
            ? throw new ConfigFault(ErrorId.ConfigUnknown, $"modules.json: a module \"{JsonValue.Clip(other)}\" is not known; these are: Transformer, Pooling, Normalize. Use Head = Head.None, and add layers of your own")
            : kinds;
    }

    private static string Pool(JsonValue pooling)
    {
        string[] modes = [.. pooling.Members.Where(member => member.Key.StartsWith(Mode, System.StringComparison.Ordinal) && member.Value is { Kind: JsonKind.Truth, Truth: true }).Select(member => member.Key.Substring(Mode.Length))];
        return modes.Length == 1 && s_pools.TryGetValue(modes[0], out string? layer) ? layer
            : throw new ConfigFault(ErrorId.ConfigUnknown, $"1_Pooling/config.json: pooling by {(modes.Length == 0 ? "nothing" : string.Join(" and ", modes.Select(JsonValue.Clip)))} is not known; one of these is: {string.Join(", ", s_pools.Keys)}. Use Head = Head.None, and pool with layers of your own");
    }
}
