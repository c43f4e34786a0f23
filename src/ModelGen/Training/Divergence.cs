using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Cpu;

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

    /// <summary>Looks at the values alone, those of buffers included.</summary>
    public static Divergence FindValues(ParameterStore store)
    {
        bool isFinite = IsFinite(store.BufferValues);
        foreach (StoreSegment segment in store.Segments) isFinite &= IsFinite(segment.Values);
        if (isFinite) return default;
        foreach (Parameter parameter in store.Tensors)
        {
            if (!IsFinite(parameter.Value)) return new Divergence(parameter.Name, $", the value of {Place(parameter, parameter.Value)}", true);
        }

        return default;
    }

    /// <summary>Looks at the values of buffers alone, which are few.</summary>
    public static Divergence FindBuffers(ParameterStore store) => IsFinite(store.BufferValues) ? default : FindValues(store);

    /// <summary>Looks at what an optimizer or another part of training remembers.</summary>
    public static Divergence FindState(ParameterStore store, OptimizerState state)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            ReadOnlySpan<float> values = state.Of(parameter);
            if (!IsFinite(values)) return new Divergence(parameter.Name, $", the state '{state.Name}' of {Place(parameter, values)}", true);
        }

        return default;
    }

    /// <summary>What an update would leave behind.</summary>
    /// <param name="state">The name of the optimizer's state that it belongs to; null: a value.</param>
    public static Divergence Foreseen(ParameterStore store, ForeseenNumber number, string? state)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            int index = number.Index - parameter.Offset;
            if (index < 0 || index >= parameter.Count || parameter.Segment != number.Segment) continue;
            string what = state is null ? "the value" : $"the state '{state}'";
            return new Divergence(parameter.Name, string.Create(CultureInfo.InvariantCulture, $", {what} of '{parameter.Name}' at {Place(parameter, index)} would be {number.Value}"), false);
        }

        throw new ArgumentOutOfRangeException(nameof(number), "No parameter lies there");
    }

    internal static bool IsFinite(ReadOnlySpan<float> values) => values.IsEmpty || float.IsFinite(TensorPrimitives.MaxMagnitude(values));

    // 'fc1.weight' at [3, 4] is NaN
    private static string Place(Parameter parameter, ReadOnlySpan<float> values)
    {
        int index = 0;
        while (float.IsFinite(values[index])) index++;
        return string.Create(CultureInfo.InvariantCulture, $"'{parameter.Name}' at {Place(parameter, index)} is {values[index]}");
    }

    private static string Place(Parameter parameter, int index)
    {
        int[] place = new int[parameter.Shape.Length];
        for (int axis = place.Length - 1; axis >= 0; axis--) (index, place[axis]) = Math.DivRem(index, parameter.Shape[axis]);
        return Guard.Describe(place);
    }
}
