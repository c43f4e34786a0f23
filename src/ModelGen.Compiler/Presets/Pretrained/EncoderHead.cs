using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>What follows the last layer of an encoder; names by family.</summary>
internal static class EncoderHead
{
    /// <param name="epsilon">Of the norm before the vocabulary.</param>
    public static IEnumerable<LayerSpec?> Layers(Family f, ModelHead head, int width, int vocabulary, double epsilon, LayerSpec activation) => head.Kind switch
    {
        "Classes" => new LayerSpec?[] { f.Layer("TakeFirst") }.Concat(Pooler(f, width)).Concat([f.Dropout, f.Layer("Linear", Of("outFeatures", head.Classes), Name("Classifier"), File(IsRoberta(f) ? "classifier.out_proj" : "classifier"), f.Initial)]).Concat(head.LossOf(f)),
        "Language" => [.. Words(f, width, vocabulary, epsilon, activation), .. head.LossOf(f)],
        "Embedding" => f.Sentence,
        _ => [],
    };

    /// <summary>Beginnings of the names of what belongs to other heads.</summary>
    public static IReadOnlyList<string> PassedOver(Family f, ModelHead head)
    {
        string[] own = head.Kind switch { "Classes" => Files(f, head.Kind), "Language" => Files(f, head.Kind), _ => [] };

        // A tied matrix and its bias are saved twice by older exporters.
        string[] copies = !head.IsLanguage ? [] : f.Type switch { "bert" => ["cls.predictions.decoder."], "roberta" or "mpnet" => ["lm_head.decoder."], _ => ["vocab_projector.weight"] };
        return [.. Files(f, "Classes").Concat(Files(f, "Language")).Concat(f.Type == "bert" ? ["cls.seq_relationship."] : IsRoberta(f) ? new[] { "pooler.", f.Type + ".pooler." } : []).Except(own), .. copies];
    }

    // MPNet's heads are RoBERTa's.
    private static bool IsRoberta(Family f) => f.Type is "roberta" or "mpnet";

    private static string[] Files(Family f, string head) => (f.Type, head) switch
    {
        ("bert", "Classes") => ["bert.pooler.", "pooler.", "classifier."],
        ("bert", _) => ["cls.predictions."],
        ("roberta" or "mpnet", "Classes") => ["classifier."],
        ("roberta" or "mpnet", _) => ["lm_head."],
        (_, "Classes") => ["pre_classifier.", "classifier."],
        _ => ["vocab_transform.", "vocab_layer_norm.", "vocab_projector."],
    };

    private static LayerSpec?[] Pooler(Family f, int width) => f.Type switch
    {
        "bert" => [f.Layer("Linear", Of("outFeatures", width), Name("Pooler"), File("bert.pooler.dense"), f.Initial), f.Layer("Tanh")],
        "roberta" or "mpnet" => [f.Dropout, f.Layer("Linear", Of("outFeatures", width), Name("Pooler"), File("classifier.dense"), f.Initial), f.Layer("Tanh")],
        _ => [f.Layer("Linear", Of("outFeatures", width), Name("Pooler"), File("pre_classifier"), f.Initial), f.Layer("Relu")],
    };

    // The product over the vocabulary has the table's weight and a bias of its own.
    private static LayerSpec[] Words(Family f, int width, int vocabulary, double epsilon, LayerSpec activation)
    {
        (string map, string norm, string words) = f.Type switch
        {
            "bert" => ("cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm", "cls.predictions"),
            "roberta" or "mpnet" => ("lm_head.dense", "lm_head.layer_norm", "lm_head"),
            _ => ("vocab_transform", "vocab_layer_norm", "vocab_projector"),
        };
        return
        [
            f.Layer("Linear", Of("outFeatures", width), Name("Transform"), File(map), f.Initial),
            IsRoberta(f) ? f.Layer("Gelu") : activation,
            f.Layer("LayerNorm", Name("TransformNorm"), File(norm), Of("Epsilon", epsilon)),
            f.Layer("Linear", Of("outFeatures", vocabulary), Name("Head"), File(words), Of("TiedTo", "TokenEmbedding"), Of("Init", "Zeros")),
        ];
    }
}
