using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ops.Rotary;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The arguments that say how attention turns queries and keys.</summary>
internal static class RotaryArguments
{
    private const string Above = "a number above 0";

    /// <param name="rotation">For a head of which all turns; <c>Turned</c> is what is written, 0 for all.</param>
    /// <returns>False after an error.</returns>
    public static bool Read(LayerContext context, out Rotation rotation)
    {
        rotation = new(0, 0);
        string scaling = context.Spec.Text("RotaryScaling") ?? "None";
        if (scaling is not ("None" or "Linear" or "Llama3" or "Yarn" or "PerPair"))
        {
            context.Fail(ErrorId.OutOfRange, "RotaryScaling", $"RotaryScaling of '{LayerText.Of(context.Spec)}' must be a member of RotaryScaling, not {scaling}");
            return false;
        }

        if (!context.Real("RotaryBase", 10000, 1, float.PositiveInfinity, "a number of at least 1", out double rotaryBase)
            || !context.Size("RotarySize", out int turned, minimum: 0)
            || !context.Real("RotaryFactor", 1, float.Epsilon, float.PositiveInfinity, Above, out double factor)
            || !context.Real("RotaryLowFactor", 1, float.Epsilon, float.PositiveInfinity, Above, out double low)
            || !context.Real("RotaryHighFactor", 4, float.Epsilon, float.PositiveInfinity, Above, out double high)
            || !context.Real("RotaryMagnitude", 1, float.Epsilon, 1e6, "above 0 and below 1000000", out double magnitude)
            || !context.Size("RotaryContext", out int length, otherwise: 8192))
        {
            return false;
        }

        EquatableArray<double> factors = context.Spec.Reals("RotaryFactors");
        bool isPerPair = scaling == "PerPair";
        if (isPerPair != factors.Count > 0 || factors.Any(factor => factor is not (> 0 and < 1e9)))
        {
            string wanted = isPerPair ? "must be numbers above 0, one for each pair that turns" : "are those of RotaryScaling.PerPair: leave them out, or set it";
            context.Fail(ErrorId.OutOfRange, factors.Count > 0 ? "RotaryFactors" : "RotaryScaling", $"RotaryFactors of '{LayerText.Of(context.Spec)}' {wanted}");
            return false;
        }

        if (scaling is "Llama3" or "Yarn" && high <= low)
        {
            context.Fail(ErrorId.OutOfRange, "RotaryHighFactor", $"RotaryHighFactor of '{LayerText.Of(context.Spec)}' must be above RotaryLowFactor {LayerText.Number(low)}, not {LayerText.Number(high)}");
            return false;
        }

        rotation = new(turned, rotaryBase) { Scaling = scaling, Factor = factor, LowFactor = low, HighFactor = high, Context = length, Factors = factors, Magnitude = magnitude };
        return true;
    }
}
