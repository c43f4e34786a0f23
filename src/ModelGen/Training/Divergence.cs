using System;
using System.Globalization;
using System.Numerics.Tensors;

namespace ModelGen.Training;

/// <summary>Where numbers stopped being finite.</summary>
/// <param name="Parameter">The first parameter concerned; null: none.</param>
/// <param name="Description">A clause for a message, with a comma before it; empty where there is nothing to say.</param>
/// <param name="InValues">Whether values are concerned, and not gradients alone.</param>
internal readonly record struct Divergence(string? Parameter, string Description, bool InValues)
{
    /// <summary>Looks at the values, then at the gradients.</summary>
    public static Divergence Find(ParameterStore store)
    {
        Divergence values = FindValues(store);
        if (values.Parameter is not null) return values;
        int count = 0;
        Parameter? first = null;
        foreach (Parameter parameter in store.Parameters)
        {
            if (IsFinite(parameter.Gradient)) continue;
            first ??= parameter;
            count++;
        }

        if (first is null) return new Divergence(null, ", all parameters and gradients are finite", false);
        string others = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (first of {count})");
        return new Divergence(first.Name, $", the gradient of {Place(first, first.Gradient)}{others}", false);
    }

    /// <summary>Looks at the values alone.</summary>
    public static Divergence FindValues(ParameterStore store)
    {
        if (IsFinite(store.Values)) return default;
        foreach (Parameter parameter in store.Parameters)
        {
            if (!IsFinite(parameter.Value)) return new Divergence(parameter.Name, $", the value of {Place(parameter, parameter.Value)}", true);
        }

        return default;
    }

    private static bool IsFinite(ReadOnlySpan<float> values) => values.IsEmpty || float.IsFinite(TensorPrimitives.MaxMagnitude(values));

    // 'fc1.weight' at [3, 4] is NaN
    private static string Place(Parameter parameter, ReadOnlySpan<float> values)
    {
        int index = 0;
        while (float.IsFinite(values[index])) index++;
        float value = values[index];
        int[] place = new int[parameter.Shape.Length];
        for (int axis = place.Length - 1; axis >= 0; axis--) (index, place[axis]) = Math.DivRem(index, parameter.Shape[axis]);
        return string.Create(CultureInfo.InvariantCulture, $"'{parameter.Name}' at {Guard.Describe(place)} is {value}");
    }
}
