using System;
using ModelGen.Compiler.Errors;

namespace ModelGen.Compiler.Layers;

/// <summary>The divisor that somebody who wrote another number most likely meant.</summary>
internal static class Divisors
{
    // Sizes of layers are far below; a larger one must not keep an editor waiting.
    private const long MaximumSize = 1 << 20;

    /// <summary>The divisor of <paramref name="size"/> that is nearest to <paramref name="wanted"/>, the larger of two; null where none fits.</summary>
    public static Mend? Nearest(string argument, long size, long wanted, Func<long, bool>? isFit = null)
    {
        long? best = null;
        for (long candidate = 1; size <= MaximumSize && candidate <= size; candidate++)
        {
            if (size % candidate == 0 && isFit?.Invoke(candidate) != false && (best is null || Math.Abs(candidate - wanted) <= Math.Abs(best.Value - wanted)))
            {
                best = candidate;
            }
        }

        return best is { } found ? Mend.Set(argument, found) : null;
    }
}
