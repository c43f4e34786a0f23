using System;
using System.Runtime.CompilerServices;

namespace ModelGen.Training;

/// <summary>Checks of settings in which NaN and infinity are as wrong as a number out of range.</summary>
internal static class Positive
{
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, infinite or NaN.</exception>
    public static float OrZero(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        if (!float.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number");
        return value;
    }

    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, infinite or NaN.</exception>
    public static float Only(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return OrZero(value, name);
    }

    /// <exception cref="ArgumentOutOfRangeException">It is below 0, 1 or more, or NaN.</exception>
    public static float BelowOne(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1, name);
        return OrZero(value, name);
    }
}
