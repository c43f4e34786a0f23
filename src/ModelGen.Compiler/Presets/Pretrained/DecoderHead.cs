using System.Collections.Generic;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>What follows the last norm of a decoder.</summary>
internal static class DecoderHead
{
    private const string Score = "score";

    public static IEnumerable<LayerSpec> Layers(Family f, ModelHead head, bool isTied, int vocabulary, string file) => head.Kind switch
    {
        "Language" => [isTied
            ? f.Layer("Linear", Of("outFeatures", vocabulary), Of("Bias", false), Name("Head"), Of("TiedTo", "TokenEmbedding"))
            : f.Layer("Linear", Of("outFeatures", vocabulary), Of("Bias", false), Name("Head"), File(file), f.Initial), .. head.LossOf(f)],
        "Classes" => [f.Layer("TakeLast"), f.Layer("Linear", Of("outFeatures", head.Classes), Of("Bias", false), Name("Classifier"), File(Score), f.Initial), .. head.LossOf(f)],
        "Embedding" => f.Sentence,
        _ => [],
    };

    /// <summary>The heads that a file may have and this model has not.</summary>
    public static IReadOnlyList<string> PassedOver(ModelHead head, bool isTied, string file) => head.IsLanguage ? isTied ? [] : [Score + "."] : head.IsClasses ? [file + "."] : [file + ".", Score + "."];
}
