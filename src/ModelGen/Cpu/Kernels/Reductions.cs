using System;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Sum, maximum and minimum; of the last two NaN is the greatest and the least.</summary>
internal static class Reductions
{
    public readonly struct Sum : IReduction
    {
        public static float Start => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Join<T>(T a, T b)
            where T : unmanaged, ILanes<T>
            => a + b;

        public static float Last<T>(T a)
            where T : unmanaged, ILanes<T>
            => T.Sum(a);

        public static float Join(float a, float b) => a + b;
    }

    public readonly struct Max : IReduction
    {
        public static float Start => float.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Join<T>(T a, T b)
            where T : unmanaged, ILanes<T>
            => T.MaxOrNaN(a, b);

        public static float Last<T>(T a)
            where T : unmanaged, ILanes<T>
            => T.LargestOrNaN(a);

        public static float Join(float a, float b) => MathF.Max(a, b);
    }

    public readonly struct Min : IReduction
    {
        public static float Start => float.PositiveInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Join<T>(T a, T b)
            where T : unmanaged, ILanes<T>
            => T.Minimum(a, b);

        public static float Last<T>(T a)
            where T : unmanaged, ILanes<T>
            => -T.LargestOrNaN(T.Negate(a));

        public static float Join(float a, float b) => MathF.Min(a, b);
    }
}
