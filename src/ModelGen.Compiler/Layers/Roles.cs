using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>Which attributes are inputs, heads and presets; all others are layers.</summary>
internal static class Roles
{
    public static bool IsInput(LayerSpec layer) => layer.Kind is "Input" or "Sequence" or "Tokens";

    public static bool IsHead(LayerSpec layer) => layer.Kind is "Loss" or "Target";

    public static bool IsPreset(LayerSpec layer) => layer.Kind is "Transformer" or "Pretrained";

    public static bool IsLayer(LayerSpec layer) => !IsInput(layer) && !IsHead(layer) && !IsPreset(layer);
}
