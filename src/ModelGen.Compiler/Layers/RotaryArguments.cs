using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ops.Rotary;

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
        if (scaling is not ("None" or "Linear" or "Llama3"))
        {
            context.Fail(ErrorId.OutOfRange, "RotaryScaling", $"RotaryScaling of '{LayerText.Of(context.Spec)}' must be a member of RotaryScaling, not {scaling}");
            return false;
        }

        if (!context.Real("RotaryBase", 10000, 1, float.PositiveInfinity, "a number of at least 1", out double rotaryBase)
            || !context.Size("RotarySize", out int turned, minimum: 0)
            || !context.Real("RotaryFactor", 1, float.Epsilon, float.PositiveInfinity, Above, out double factor)
            || !context.Real("RotaryLowFactor", 1, float.Epsilon, float.PositiveInfinity, Above, out double low)
            || !context.Real("RotaryHighFactor", 4, float.Epsilon, float.PositiveInfinity, Above, out double high)
            || !context.Size("RotaryContext", out int length, otherwise: 8192))
        {
            return false;
        }

        if (scaling == "Llama3" && high <= low)
        {
            context.Fail(ErrorId.OutOfRange, "RotaryHighFactor", $"RotaryHighFactor of '{LayerText.Of(context.Spec)}' must be above RotaryLowFactor {LayerText.Number(low)}, not {LayerText.Number(high)}");
            return false;
        }

        rotation = new(turned, rotaryBase) { Scaling = scaling, Factor = factor, LowFactor = low, HighFactor = high, Context = length };
        return true;
    }
}
