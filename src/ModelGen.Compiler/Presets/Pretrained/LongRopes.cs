using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>Rotations that were stretched for contexts longer than those of the first training, with the temperature that goes with them; as Hugging Face's <c>modeling_rope_utils</c> reads the fields.</summary>
internal static class LongRopes
{
    /// <summary>YaRN (Peng et al. 2023, arXiv:2309.00071): a ramp between pairs that turn fast and pairs that turn slowly.</summary>
    public static ArgumentSpec[] Yarn(ConfigReader config, ConfigReader rope)
    {
        double factor = RopeScaling.Factor(rope, "factor"), fast = rope.Real("beta_fast", 32), slow = rope.Real("beta_slow", 1);
        if (slow <= 0 || fast <= slow)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{rope.File}: beta_fast {LayerText.Number(fast)} must be above beta_slow {LayerText.Number(slow)}, and that above 0");
        }

        rope.Require("truncate", true);
        double Temperature(double by, double scale) => by <= 1 ? 1 : (0.1 * scale * Math.Log(by)) + 1;
        double all = rope.Real("mscale_all_dim", 0), own = rope.Real("mscale", 0);
        double usual = own != 0 && all != 0 ? Temperature(factor, own) / Temperature(factor, all) : Temperature(factor, 1);
        return
        [
            ArgumentSpec.Of("RotaryScaling", "Yarn"), ArgumentSpec.Of("RotaryFactor", factor), ArgumentSpec.Of("RotaryLowFactor", slow), ArgumentSpec.Of("RotaryHighFactor", fast),
            ArgumentSpec.Of("RotaryContext", rope.Size("original_max_position_embeddings", config.Size("max_position_embeddings"))), .. Magnitude(rope, usual),
        ];
    }

    /// <summary>
    /// LongRoPE (Ding et al. 2024, arXiv:2402.13753): a factor for each pair, of one list for sequences up to the context of the first training and of another for longer ones. A model has one: it takes that of its own context.
    /// </summary>
    public static ArgumentSpec[] PerPair(ConfigReader config, ConfigReader rope, int turned, long context)
    {
        int most = config.Size("max_position_embeddings"), first = Original(config, rope);
        IReadOnlyList<double> near = rope.Reals("short_factor"), far = rope.Reals("long_factor");
        foreach ((string name, IReadOnlyList<double> list) in new[] { ("short_factor", near), ("long_factor", far) })
        {
            if (list.Count != turned / 2 || list.Any(factor => factor is not (> 0 and < 1e6)))
            {
                throw new ConfigFault(ErrorId.ConfigWrong, $"{rope.File}: {name} must be {LayerText.Number(turned / 2)} numbers above 0, one for each pair of a head that turns, not {LayerText.Number(list.Count)}{(list.Count == turned / 2 ? " of which some are not" : "")}: get the file again from where the checkpoint was published");
            }
        }

        double by = rope.Real("factor", (double)most / first);
        double usual = by <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(by) / Math.Log(first)));
        double[] factors = [.. context > first ? far : near];
        return [ArgumentSpec.Of("RotaryScaling", "PerPair"), ArgumentSpec.Of("RotaryFactors", factors), .. Magnitude(rope, usual)];
    }

    /// <summary>The context of a model whose configuration has two lists and whose attribute says nothing: that of the first list.</summary>
    public static int UsualContext(ConfigReader config)
    {
        int most = config.Size("max_position_embeddings");
        ConfigReader? rope = config.Object("rope_parameters") ?? config.Object("rope_scaling");
        return rope is not null && (rope.Text("rope_type") ?? rope.Text("type")) is "longrope" or "su" ? Math.Min(most, Original(config, rope)) : most;
    }

    /// <summary>Dynamic scaling leaves sequences up to the published context as they are; beyond it frequencies would depend on how long each sequence is.</summary>
    public static void Dynamic(ConfigReader config, ConfigReader rope, long context)
    {
        _ = RopeScaling.Factor(rope, "factor");
        int most = rope.Size("original_max_position_embeddings", config.Size("max_position_embeddings"));
        if (context > most)
        {
            throw new ConfigFault(ErrorId.OutOfRange, $"Context of 'Pretrained' must be at most {LayerText.Number(most)}, not {LayerText.Number(context)}: beyond the published context the rope type \"dynamic\" turns each sequence by its own length, which is not known", "Context");
        }
    }

    private static int Original(ConfigReader config, ConfigReader rope) =>
        rope.Find("original_max_position_embeddings") is null ? config.Size("original_max_position_embeddings") : rope.Size("original_max_position_embeddings");

    private static ArgumentSpec[] Magnitude(ConfigReader rope, double usual)
    {
        double magnitude = rope.Find("attention_factor") is null ? usual : RopeScaling.Factor(rope, "attention_factor");
        return magnitude == 1 ? [] : [ArgumentSpec.Of("RotaryMagnitude", magnitude)];
    }
}
