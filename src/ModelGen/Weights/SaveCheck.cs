using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Training;

namespace ModelGen.Weights;

/// <summary>A file with numbers that are not finite replaces a good one and is of no use.</summary>
internal static class SaveCheck
{
    /// <summary>The smallest numbers that these types round to infinity.</summary>
    private const float BeyondHalf = 65520;

    private static readonly float s_beyondBFloat16 = BitConverter.UInt32BitsToSingle(0x7F7F_8000);

    /// <exception cref="InvalidOperationException">There is such a number.</exception>
    public static void Run(ParameterStore store, SafeTensorType type)
    {
        Divergence divergence = Divergence.FindValues(store);
        if (divergence.Parameter is not null) throw Refused(divergence, "load weights from before, or set SaveOptions.AllowNonFinite to save these all the same");
        float beyond = type switch { SafeTensorType.F16 => BeyondHalf, SafeTensorType.BF16 => s_beyondBFloat16, _ => float.PositiveInfinity };
        if (float.IsInfinity(beyond)) return;
        foreach (Parameter parameter in store.Tensors)
        {
            if (parameter.Count == 0 || TensorPrimitives.MaxMagnitude(parameter.Value) is var largest && Math.Abs(largest) < beyond) continue;
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"Nothing is saved: '{parameter.Name}' has the number {largest}, which {ElementTypes.Name(type)} would make infinite: save as F32{(type == SafeTensorType.F16 ? " or BF16" : "")}, or set SaveOptions.AllowNonFinite"));
        }
    }

    /// <summary>Says which number it is.</summary>
    public static InvalidOperationException Refused(Divergence divergence, string advice) =>
        new($"Nothing is saved: there are numbers that are not finite{divergence.Description}: {advice}");
}
