using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The sliding window of attention, from the fields that families have for it.</summary>
internal static class Windows
{
    /// <returns>0: none, or one that no sequence fills.</returns>
    public static int Read(Family f, ConfigReader c, int context)
    {
        bool isOn = c.Truth("use_sliding_window", f.Type is "mistral" or "phi3");
        int window = c.Find("sliding_window") is null ? 0 : c.Size("sliding_window");
        int layers = c.Size("num_hidden_layers");
        int first = c.Find("max_window_layers") is null ? 0 : c.Id("max_window_layers", 0);
        IReadOnlyList<string> kinds = c.Texts("layer_types");
        if (kinds.Count > 0)
        {
            return kinds.All(kind => kind == "full_attention") ? 0
                : kinds.All(kind => kind == "sliding_attention") ? Shown(window, context)
                : throw Mixed(c, "layer_types");
        }

        return !isOn || window == 0 || first >= layers ? 0 : first <= 0 ? Shown(window, context) : throw Mixed(c, "max_window_layers");
    }

    private static int Shown(int window, int context) => window < context ? window : 0;

    private static ConfigFault Mixed(ConfigReader c, string field) =>
        new(ErrorId.ConfigUnknown, $"{c.File}: {field} has a window in some layers and none in others, which is not known yet: write the model as layers with SelfAttention(Window = ...)");
}
