using System.Collections.Generic;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets;

/// <summary>
/// Short forms for writing a preset's layers, in nothing but what a user could write; all of them point to the preset's own attribute.
/// </summary>
/// <param name="checkpointed">Whether repeated blocks are.</param>
internal sealed class PresetWriter(SourceRef source, bool checkpointed = false)
{
    public LayerSpec Layer(string kind, params ArgumentSpec[] arguments) => new(kind, new(arguments), source);

    public LayerSpec Use(string kind, string block, params ArgumentSpec[] arguments) =>
        new(kind, new(checkpointed && kind == "Repeat" ? [.. arguments, ArgumentSpec.Of("Checkpointed", true)] : arguments), source, block);

    public BlockSpec Block(string name, params LayerSpec?[] layers)
    {
        var present = new List<LayerSpec>();
        foreach (LayerSpec? layer in layers)
        {
            if (layer is not null)
            {
                present.Add(layer);
            }
        }

        return new(new TypeSpec(name, "", name, "internal"), new([.. present]));
    }

    public LayerSpec? Dropout(double rate) => rate > 0 ? Layer("Dropout", ArgumentSpec.Of("rate", rate)) : null;

    public static ArgumentSpec Name(string name) => ArgumentSpec.Of("Name", name);

    /// <summary>The prefix in weight files; empty for a block whose layers stand directly under the caller's prefix.</summary>
    public static ArgumentSpec File(string file) => ArgumentSpec.Of("WeightName", file);

    /// <summary>Gaussian weights of this deviation and zero biases.</summary>
    public static ArgumentSpec Deviation(double deviation) => ArgumentSpec.Of("InitStd", deviation);

    /// <summary>The layer's parameters stand directly in the block's class.</summary>
    public static ArgumentSpec Flat { get; } = Name("");
}
