using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The sliding windows of attention, from the fields that families have for them.</summary>
internal static class Windows
{
    /// <summary>Beyond what anybody has published: a file that says more is damaged.</summary>
    private const int MostLayers = 1024;

    /// <summary>Of files that do not have the field.</summary>
    private const int UsualWindow = 4096;

    /// <summary>Of Qwen's files that do not have the field: the first layers, which have no window.</summary>
    private const int UsualFullLayers = 28;

    private const string Full = "full_attention", Sliding = "sliding_attention";

    /// <param name="context">The longest sequence of the model.</param>
    /// <returns>Of each layer; 0: none, or one that no sequence fills. And whether the layer is one of those with a window.</returns>
    public static IReadOnlyList<(int Window, bool IsLocal)> Read(Family f, ConfigReader c, long context)
    {
        bool isGemma = f.Type is "gemma2" or "gemma3_text";
        bool isOn = c.Truth("use_sliding_window", f.Type is "mistral" or "phi3" || isGemma);
        int window = c.Find("sliding_window") is not null ? c.Size("sliding_window") : c.IsAbsent("sliding_window") && (isGemma || f.Type is "mistral" or "qwen2" or "qwen3") ? UsualWindow : 0;
        int layers = c.Size("num_hidden_layers");
        if (layers > MostLayers)
        {
            throw c.Wrong("num_hidden_layers", c.Find("num_hidden_layers")!, $"must be at most {LayerText.Number(MostLayers)}");
        }

        c.Same("sliding_window_size", "sliding_window");
        int first = c.Id("max_window_layers", f.Type is "qwen2" or "qwen3" ? UsualFullLayers : 0);
        IReadOnlyList<string> kinds = c.Texts("layer_types");
        string field = c.Find("sliding_window_pattern") is null ? "_sliding_window_pattern" : "sliding_window_pattern";
        int pattern = isGemma ? c.Size(field, f.Type == "gemma2" ? 2 : 6) : 0;
        if (kinds.Count > 0)
        {
            Check(c, kinds, layers);
        }

        bool IsLocal(int layer) => kinds.Count > 0 ? kinds[layer] == Sliding : isOn && window > 0 && (pattern > 0 ? (layer + 1) % pattern != 0 : layer >= first);
        if (window == 0 && kinds.Contains(Sliding))
        {
            throw c.Missing("sliding_window");
        }

        return [.. Enumerable.Range(0, layers).Select(layer => (IsLocal(layer) && window < context ? window : 0, IsLocal(layer)))];
    }

    private static void Check(ConfigReader c, IReadOnlyList<string> kinds, int layers)
    {
        if (kinds.Count != layers)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{c.File}: layer_types names {LayerText.Number(kinds.Count)} layers, and num_hidden_layers is {LayerText.Number(layers)}: get the file again from where the checkpoint was published");
        }

        if (kinds.FirstOrDefault(kind => kind is not (Full or Sliding)) is { } other)
        {
            throw new ConfigFault(ErrorId.ConfigUnknown, $"{c.File}: the layer type \"{JsonValue.Clip(other)}\" is not known; these are: {Full}, {Sliding}");
        }
    }
}
