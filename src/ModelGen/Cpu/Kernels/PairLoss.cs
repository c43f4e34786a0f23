using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>The losses of <see cref="IPairLoss"/>.</summary>
internal static class PairLoss
{
    public readonly struct Square : IPairLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Loss<T>(T x, T target)
            where T : unmanaged, ILanes<T>
            => (x - target) * (x - target);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Gradient<T>(T x, T target, T scale)
            where T : unmanaged, ILanes<T>
            => (x - target) * (scale + scale);
    }

    public readonly struct BinaryCrossEntropy : IPairLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Loss<T>(T x, T target)
            where T : unmanaged, ILanes<T>
            => T.Max(T.Of(0), x) - (x * target) + LaneMath.LogOnePlus(T.Exp(T.Of(0) - T.Abs(x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Gradient<T>(T x, T target, T scale)
            where T : unmanaged, ILanes<T>
            => (T.Sigmoid(x) - target) * scale;
    }
}
