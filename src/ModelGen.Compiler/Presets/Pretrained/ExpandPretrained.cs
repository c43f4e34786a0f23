using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary><c>[Pretrained("config.json")]</c>: the model that a published configuration describes, in layers that a user could write.</summary>
internal static class ExpandPretrained
{
    /// <summary>The argument that carries the file's text; the front end adds it. Without it there is no such file.</summary>
    public const string Content = "$content";

    private static readonly Dictionary<string, Func<Family, Expansion>> s_families = new(StringComparer.Ordinal)
    {
        ["llama"] = LlamaFamily.Expand,
        ["mistral"] = LlamaFamily.Expand,
        ["qwen2"] = LlamaFamily.Expand,
        ["qwen3"] = LlamaFamily.Expand,
        ["gemma"] = LlamaFamily.Expand,
        ["gemma2"] = LlamaFamily.Expand,
        ["gemma3_text"] = LlamaFamily.Expand,
        ["phi3"] = LlamaFamily.Expand,
        ["gpt2"] = Gpt2Family.Expand,
        ["gpt_neox"] = GptNeoxFamily.Expand,
        ["bert"] = BertFamily.Expand,
        ["roberta"] = BertFamily.Expand,
        ["xlm-roberta"] = BertFamily.Expand,
        ["camembert"] = BertFamily.Expand,
        ["mpnet"] = MpnetFamily.Expand,
        ["nomic_bert"] = NomicFamily.Expand,
        ["distilbert"] = DistilBertFamily.Expand,
        ["vit"] = VitFamily.Expand,
        ["resnet"] = ResNetFamily.Expand,
        ["bart"] = BartFamily.Expand,
    };

    // What families call the parts behind the trunk.
    private static readonly string[] s_heads = ["lm_head.", "embed_out.", "score.", "classifier.", "pre_classifier.", "bert.pooler.", "pooler.", "cls.", "vocab_"];

    public static (ModelSpec Spec, IReadOnlyList<ModelError> Errors) Run(ModelSpec spec, LayerSpec attribute)
    {
        if (attribute.Text("config") is not { } path)
        {
            return (spec, []); // half-typed: C# says it
        }

        try
        {
            string file = JsonValue.Clip(path.Substring(path.LastIndexOfAny(['/', '\\']) + 1));
            if (attribute.Text(Content) is not { } text)
            {
                throw new ConfigFault(ErrorId.FileMissing, $"There is no file \"{JsonValue.Clip(path)}\" among the project's additional files: put it there, relative to the project's folder; a project that does not use the package adds <AdditionalFiles Include=\"{JsonValue.Clip(path)}\" />");
            }

            (JsonValue? config, string? fault) = JsonParser.Parse(text);
            if (config is not { Kind: JsonKind.Object })
            {
                throw new ConfigFault(ErrorId.ConfigUnreadable, $"{file} is no configuration: {fault ?? "it is not an object"}; get the file again from where the checkpoint was published");
            }

            var reader = new ConfigReader(file, config);
            string type = reader.Text("model_type") ?? throw (OtherFiles.Fault(reader) ?? reader.Missing("model_type"));
            if (!s_families.TryGetValue(type, out Func<Family, Expansion>? expand))
            {
                throw new ConfigFault(ErrorId.ConfigUnknown, $"{file}: model_type \"{JsonValue.Clip(type)}\" is not known; these are: {string.Join(", ", s_families.Keys.OrderBy(name => name, StringComparer.Ordinal))}");
            }

            var family = new Family(type is "xlm-roberta" or "camembert" ? "roberta" : type, reader, attribute); // RoBERTa's layers and names, of other vocabularies
            Expansion model = expand(family);
            if (attribute.Int("Separator", -1) >= 0 && !model.Layers.Any(layer => layer?.Kind == "Tokens") && model.Graph is null)
            {
                throw new ConfigFault(ErrorId.OutOfRange, $"Separator of 'Pretrained' parts texts, and {JsonValue.Clip(type)} takes none: leave it out", "Separator");
            }

            reader.Finish(family.Ignored);
            bool isPublished = (attribute.Text("Head") ?? "Published") == "Published";
            return ((isPublished ? model : model with { NewHeads = s_heads }).Apply(spec), []);
        }
        catch (ConfigFault fault)
        {
            SourceRef place = attribute.Has(fault.Argument) ? attribute.Source.At(fault.Argument) : attribute.Source.At("config");
            return (spec, [new(fault.Id, place, fault.Message)]);
        }
    }
}
