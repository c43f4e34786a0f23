using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>What all families need: the configuration, the attribute's own arguments, and short forms for layers.</summary>
/// <param name="type">The configuration's <c>model_type</c>.</param>
internal sealed class Family(string type, ConfigReader config, LayerSpec attribute)
{
    private const double Deviation = 0.02;

    public string Type => type;

    public ConfigReader Config => config;

    public LayerSpec Attribute => attribute;

    public PresetWriter Writer { get; } = new(attribute.Source, attribute.Bool("Checkpointed"));

    public IReadOnlyCollection<string> Ignored { get; } = [.. (attribute.Text("Ignore") ?? "").Split(',').Select(name => name.Trim())];

    /// <summary>The attribute's: what published rates were is training's business.</summary>
    public double Rate { get; } = attribute.Real("Dropout", 0) is >= 0 and < 1 and var rate ? rate
        : throw new ConfigFault(ErrorId.OutOfRange, $"Dropout of 'Pretrained' must be at least 0 and below 1, not {LayerText.Number(attribute.Real("Dropout", 0))}", "Dropout");

    public LayerSpec? Dropout => Writer.Dropout(Rate);

    public ArgumentSpec Initial { get; } = PresetWriter.Deviation(Deviation);

    /// <summary>A layer; the model's input knows what parts texts.</summary>
    public LayerSpec Layer(string kind, params ArgumentSpec[] arguments) =>
        Writer.Layer(kind, kind == "Tokens" && attribute.Has("Separator") ? [.. arguments, ArgumentSpec.Of("Separator", attribute.Int("Separator"))] : arguments);

    /// <summary>How many steps the model takes: the checkpoint's, or fewer or, where no table ends, more.</summary>
    /// <param name="published">The checkpoint's.</param>
    /// <param name="hasTable">Positions are rows of a table.</param>
    public ArgumentSpec Context(int published, bool hasTable)
    {
        long wanted = attribute.Int("Context");
        if (wanted < 0 || (hasTable && wanted > published))
        {
            string most = hasTable ? $" to {LayerText.Number(published)}, the rows of the checkpoint's table of positions" : "";
            throw new ConfigFault(ErrorId.OutOfRange, $"Context of 'Pretrained' must be a number from 1{most}, not {LayerText.Number(wanted)}", "Context");
        }

        return ArgumentSpec.Of("Context", hasTable || wanted == 0 ? published : wanted);
    }

    /// <summary>The longest sequence: the attribute's, or else the published one.</summary>
    public long Length(int published) => attribute.Int("Context") is > 0 and var wanted ? wanted : published;

    /// <summary>The inner width of a feed-forward part: where the file does not say it, four times the model's.</summary>
    public int Hidden(string field, int width) => 4L * width <= int.MaxValue || config.Find(field) is not null ? config.Size(field, (int)System.Math.Min(4L * width, int.MaxValue))
        : throw new ConfigFault(ErrorId.ConfigWrong, $"{config.File} has no {field}, and four times the width {LayerText.Number(width)} is too large: get the file again from where the checkpoint was published");

    /// <summary>Decoders: what stands behind a text's end, where one number or vector is made of the whole text; words have none.</summary>
    public ArgumentSpec[] Padding(ModelHead head, int vocabulary) =>
        config.Id("pad_token_id", -1) is >= 0 and var padding && padding < vocabulary && !head.IsLanguage ? [ArgumentSpec.Of("Padding", padding)] : [];

    /// <summary>Encoders, whose product over the vocabulary has the table's matrix.</summary>
    public void Tied(ModelHead head)
    {
        if (head.IsLanguage)
        {
            config.Require("tie_word_embeddings", true);
        }

        config.Skip("tie_word_embeddings");
    }

    /// <summary>A size divides another.</summary>
    public void Divides(string divisor, long by, string size, long of)
    {
        if (of % by != 0)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{config.File}: {size} {LayerText.Number(of)} is not divisible by {divisor} {LayerText.Number(by)} (remainder {LayerText.Number(of % by)}): get the file again from where the checkpoint was published");
        }
    }

    /// <summary>An activation's layer, by the name that configurations have for it.</summary>
    public LayerSpec Activation(string field, string? name)
    {
        switch (name)
        {
            case "gelu" or "gelu_python":
                return Layer("Gelu");
            case "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" or "gelu_accurate":
                return Layer("Gelu", ArgumentSpec.Of("Tanh", true));
            case "silu" or "swish":
                return Layer("Silu");
            case "relu":
                return Layer("Relu");
            case "tanh":
                return Layer("Tanh");
            case null:
                throw config.Missing(field);
            default:
                throw new ConfigFault(ErrorId.ConfigUnknown, $"{config.File}: {field} \"{JsonValue.Clip(name)}\" is not known; these are: gelu, gelu_new, gelu_pytorch_tanh, gelu_fast, relu, silu, swish, tanh");
        }
    }

    /// <summary>The pooled sentence.</summary>
    public LayerSpec[] Sentence => SentenceHead.Layers(this);
}
