using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>What a model ends in: the published head, or the one that the attribute asks for.</summary>
/// <param name="Kind">A member of the runtime's enum <c>Head</c>, other than Published.</param>
/// <param name="Classes">Of <c>Head.Classes</c>.</param>
/// <param name="Loss">Its loss.</param>
internal sealed record ModelHead(string Kind, int Classes = 0, string Loss = "CrossEntropy")
{
    private const int UsualClasses = 2; // of a configuration that names none

    private static readonly string[] s_languages = ["ForCausalLM", "LMHeadModel", "ForMaskedLM", "ForPreTraining", "ForConditionalGeneration"];

    public bool IsLanguage => Kind == "Language";

    public bool IsClasses => Kind == "Classes";

    public static ModelHead Read(Family family)
    {
        string wanted = family.Attribute.Text("Head") ?? "Published";
        if (wanted != "Classes" && family.Attribute.Int("Classes") != 0)
        {
            throw new ConfigFault(ErrorId.MisplacedHead, $"Classes belongs to Head = Head.Classes, not to Head.{wanted}", "Classes");
        }

        if (wanted == "Classes")
        {
            long classes = family.Attribute.Int("Classes");
            return classes is >= 1 and <= int.MaxValue ? Of((int)classes, "")
                : throw new ConfigFault(ErrorId.OutOfRange, $"Head.Classes needs how many there are: Classes of 'Pretrained' must be at least 1, not {LayerText.Number(classes)}", "Classes");
        }

        return wanted switch
        {
            "Published" => Published(family.Config),
            "Language" or "Embedding" or "None" => new(wanted),
            _ => throw new ConfigFault(ErrorId.OutOfRange, $"Head of 'Pretrained' must be a member of Head, not {wanted}", "Head"),
        };
    }

    private static ModelHead Published(ConfigReader config)
    {
        string architecture = config.Texts("architectures").FirstOrDefault() ?? "";
        if (s_languages.Any(end => architecture.EndsWith(end, StringComparison.Ordinal)))
        {
            return new("Language");
        }

        if (architecture.EndsWith("ForSequenceClassification", StringComparison.Ordinal) || architecture.EndsWith("ForImageClassification", StringComparison.Ordinal))
        {
            return Of(config.Object("id2label")?.MemberCount ?? config.Size("num_labels", config.Size("_num_labels", UsualClasses)), Problem(config));
        }

        return architecture.Length == 0 || (architecture.EndsWith("Model", StringComparison.Ordinal) && !architecture.EndsWith("HeadsModel", StringComparison.Ordinal)) ? new("None")
            : throw new ConfigFault(ErrorId.ConfigUnknown, $"{config.File}: the head of \"{JsonValue.Clip(architecture)}\" is not known; say another, such as Head = Head.None");
    }

    private static string Problem(ConfigReader config) => config.Text("problem_type") is not { } problem ? ""
        : problem is "single_label_classification" or "multi_label_classification" or "regression" ? problem
        : throw config.Unknown("problem_type", config.Find("problem_type")!, "these are known: single_label_classification, multi_label_classification, regression");

    private static ModelHead Of(int classes, string problem) => new("Classes", Math.Max(classes, 1), (problem, classes) switch
    {
        ("multi_label_classification", _) => "BinaryCrossEntropy",
        ("regression", _) or (_, <= 1) => "MeanSquaredError",
        _ => "CrossEntropy",
    });

    /// <summary>The loss that goes with it; none for vectors.</summary>
    public IEnumerable<LayerSpec> LossOf(Family family) =>
        IsLanguage || IsClasses ? [family.Layer("Loss", ArgumentSpec.Of("loss", IsLanguage ? "CrossEntropy" : Loss))] : [];
}
