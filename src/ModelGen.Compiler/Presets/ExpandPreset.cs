using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets;

/// <summary>
/// Replaces a preset by the pipeline and blocks that it stands for, with the names of Hugging Face's checkpoints. Nothing after
/// this knows that there are presets.
/// </summary>
internal static class ExpandPreset
{
    public static (ModelSpec Spec, IReadOnlyList<ModelError> Errors) Run(ModelSpec spec)
    {
        LayerSpec preset = spec.Layers.First(Roles.IsPreset);
        if (spec.Layers.Count > 1)
        {
            LayerSpec other = spec.Layers.First(layer => !ReferenceEquals(layer, preset));
            return (spec, [new(ErrorId.PresetNotAlone, other.Source, $"[{preset.Kind}] is the whole model: remove '{LayerText.Of(other)}'", new(preset.Source), new(MendKind.Remove))]);
        }

        if (preset.Kind == "Pretrained")
        {
            return ExpandPretrained.Run(spec, preset);
        }

        (TransformerSizes? sizes, ModelError? error) = TransformerSizes.Read(preset);
        return sizes is null ? (spec, [error!]) : (Expand(spec, preset.Source, sizes), []);
    }

    private static ModelSpec Expand(ModelSpec spec, SourceRef source, TransformerSizes sizes) => sizes.Style switch
    {
        "Llama" => LlamaPreset.Expand(spec, source, sizes),
        "Bert" => BertPreset.Expand(spec, source, sizes),
        _ => GptPreset.Expand(spec, source, sizes),
    };
}
