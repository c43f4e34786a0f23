using System.Collections.Generic;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>What follows the last norm of a decoder.</summary>
internal static class DecoderHead
{
    private const string Score = "score";

    /// <param name="cap">What logits of words are bent towards; 0: they are not.</param>
    public static IEnumerable<LayerSpec> Layers(Family f, ModelHead head, bool isTied, int vocabulary, string file, double cap = 0) => head.Kind switch
    {
        "Language" => [isTied
            ? f.Layer("Linear", Of("outFeatures", vocabulary), Of("Bias", false), Name("Head"), Of("TiedTo", "TokenEmbedding"))
            : f.Layer("Linear", Of("outFeatures", vocabulary), Of("Bias", false), Name("Head"), File(file), f.Initial), .. cap > 0 ? Bent(f, cap) : [], .. head.LossOf(f)],
        "Classes" => [f.Layer("TakeLast"), f.Layer("Linear", Of("outFeatures", head.Classes), Of("Bias", false), Name("Classifier"), File(Score), f.Initial), .. head.LossOf(f)],
        "Embedding" => f.Sentence,
        _ => [],
    };

    /// <summary>What numbers are bent towards by tanh, in Gemma's later generations; 0: they are not.</summary>
    /// <param name="usual">Of a file of Gemma 2 that does not have the field.</param>
    public static double Cap(Family f, string field, double usual)
    {
        ConfigReader c = f.Config;
        if (c.Find(field) is not { } value)
        {
            return f.Type == "gemma2" && c.IsAbsent(field) ? usual : 0;
        }

        return f.Type is not ("gemma2" or "gemma3_text") ? throw c.Unknown(field, value, "only null is known for this model_type")
            : c.Real(field) is > 0 and < 1e6 and var cap ? cap : throw c.Wrong(field, value, "must be a number above 0 and below 1000000");
    }

    private static LayerSpec[] Bent(Family f, double cap) => [f.Layer("Divide", Of("right", cap)), f.Layer("Tanh"), f.Layer("Multiply", Of("right", cap))];

    /// <summary>The heads that a file may have and this model has not.</summary>
    public static IReadOnlyList<string> PassedOver(ModelHead head, bool isTied, string file) => head.IsLanguage ? isTied ? [] : [Score + "."] : head.IsClasses ? [file + "."] : [file + ".", Score + "."];
}
