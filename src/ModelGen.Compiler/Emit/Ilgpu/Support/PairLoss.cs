using System.Runtime.CompilerServices;
using ILGPU.Algorithms;

namespace ModelGen.Gpu;

/// <summary>Losses of an output x and a target t, number by number. All but the first depend on x - t alone.</summary>
internal static class PairLoss
{
    public const int BinaryCrossEntropy = 0;
    public const int MeanSquaredError = 1;
    public const int MeanAbsoluteError = 2;
    public const int Huber = 3;

    /// <summary>max(x, 0) - x · t + log(1 + e⁻ˡˣˡ); (x - t)²; |x - t|; (x - t)² / 2 within 1 of the target, |x - t| - 1/2 beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Term(int kind, float x, float t)
    {
        float d = x - t;
        float distance = XMath.Abs(d);
        return kind == BinaryCrossEntropy ? GpuMath.LogOnePlusExp(x) - (x * t)
            : kind == MeanSquaredError ? d * d
            : kind == MeanAbsoluteError ? distance
            : distance < 1f ? 0.5f * d * d : distance - 0.5f;
    }

    /// <summary>The derivative with respect to x; that of |x - t| at 0 is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Slope(int kind, float x, float t) => kind == BinaryCrossEntropy ? GpuMath.Logistic(x) - t : OfDifference(kind, x - t);

    /// <summary>The derivative with respect to t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float TargetSlope(int kind, float x, float t) => kind == BinaryCrossEntropy ? -x : OfDifference(kind, t - x);

    private static float OfDifference(int kind, float d)
    {
        float sign = d > 0 ? 1f : d < 0 ? -1f : d;
        return kind == MeanSquaredError ? 2f * d : kind == Huber && d > -1f && d < 1f ? d : sign;
    }
}
