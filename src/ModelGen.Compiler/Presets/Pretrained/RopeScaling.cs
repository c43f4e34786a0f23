using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The rotation of queries and keys, from <c>rope_theta</c> and <c>rope_scaling</c>, or from the <c>rope_parameters</c> of newer files, as arguments of SelfAttention.</summary>
internal static class RopeScaling
{
    /// <param name="baseField">The field of the base in older files.</param>
    /// <param name="context">The longest sequence of the model.</param>
    public static IEnumerable<ArgumentSpec> Read(ConfigReader config, int headSize, long context, string baseField = "rope_theta", string shareField = "partial_rotary_factor", double usualShare = 1, double usualBase = 10000)
    {
        ConfigReader? rope = config.Object("rope_parameters") ?? config.Object("rope_scaling");
        return Read(config, rope, headSize, context, baseField, shareField, usualShare, usualBase);
    }

    /// <param name="rope">The object that says how; null: nothing is scaled.</param>
    public static IEnumerable<ArgumentSpec> Read(ConfigReader config, ConfigReader? rope, int headSize, long context, string baseField = "rope_theta", string shareField = "partial_rotary_factor", double usualShare = 1, double usualBase = 10000)
    {
        double rotaryBase = Either(config, baseField, rope, "rope_theta", usualBase);
        if ((float)rotaryBase is not (>= 1 and < float.PositiveInfinity))
        {
            throw config.Wrong(baseField, new(JsonKind.Number) { Real = rotaryBase }, "must be a number of at least 1");
        }

        double share = Either(config, shareField, rope, "partial_rotary_factor", usualShare);
        int turned = share is > 0 and <= 1 ? (int)(headSize * share) : 0;
        if (turned < 2 || turned % 2 != 0)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{config.File}: rotary positions turn pairs, so the part of each head that turns must be even and not empty: {LayerText.Number(share)} of {headSize} is {LayerText.Number(turned)}");
        }

        return [ArgumentSpec.Of("Rotary", true), ArgumentSpec.Of("RotaryBase", rotaryBase), .. turned == headSize ? [] : new[] { ArgumentSpec.Of("RotarySize", turned) }, .. Scaling(config, rope, turned, context)];
    }

    // A number of the object that newer files have, or of the configuration itself; of both, where they agree.
    private static double Either(ConfigReader config, string field, ConfigReader? rope, string newer, double usual)
    {
        double own = config.Real(field, usual);
        if (rope?.Find(newer) is null)
        {
            return own;
        }

        double value = rope.Real(newer);
        return config.Find(field) is { } other && own != value ? throw config.Wrong(field, other, $"must be that of {rope.File}, {LayerText.Number(value)}") : value;
    }

    private static ArgumentSpec[] Scaling(ConfigReader config, ConfigReader? rope, int turned, long context)
    {
        if (rope is null)
        {
            return [];
        }

        string? old = rope.Text("type");
        string type = rope.Text("rope_type") ?? old ?? "default";
        if (old is not null && old != type && !(old is "su" or "longrope" && type is "su" or "longrope"))
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{rope.File}: type is \"{JsonValue.Clip(old)}\" and rope_type \"{JsonValue.Clip(type)}\": get the file again from where the checkpoint was published");
        }

        ArgumentSpec[] arguments;
        switch (type)
        {
            case "default":
                arguments = [];
                break;
            case "linear":
                arguments = [ArgumentSpec.Of("RotaryScaling", "Linear"), ArgumentSpec.Of("RotaryFactor", Factor(rope, "factor"))];
                break;
            case "llama3":
                double low = Factor(rope, "low_freq_factor"), high = Factor(rope, "high_freq_factor");
                if (high <= low)
                {
                    throw new ConfigFault(ErrorId.ConfigWrong, $"{rope.File}: high_freq_factor {LayerText.Number(high)} must be above low_freq_factor {LayerText.Number(low)}");
                }

                arguments =
                [
                    ArgumentSpec.Of("RotaryScaling", "Llama3"), ArgumentSpec.Of("RotaryFactor", Factor(rope, "factor")), ArgumentSpec.Of("RotaryLowFactor", low), ArgumentSpec.Of("RotaryHighFactor", high),
                    ArgumentSpec.Of("RotaryContext", rope.Size("original_max_position_embeddings")),
                ];
                break;
            case "yarn":
                arguments = LongRopes.Yarn(config, rope);
                break;
            case "longrope" or "su":
                arguments = LongRopes.PerPair(config, rope, turned, context);
                break;
            case "dynamic":
                LongRopes.Dynamic(config, rope, context);
                arguments = [];
                break;
            default:
                throw new ConfigFault(ErrorId.ConfigUnknown, $"{config.File}: the rope type \"{JsonValue.Clip(type)}\" is not known; these are: default, dynamic, linear, llama3, longrope, yarn");
        }

        rope.Finish([]);
        return arguments;
    }

    internal static double Factor(ConfigReader rope, string name) => rope.Real(name) is > 0 and < 1e6 and var factor ? factor
        : throw rope.Wrong(name, rope.Find(name)!, "must be a number above 0 and below 1000000");
}
