using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>The losses of <see cref="IPairLoss"/>.</summary>
internal static class PairLoss
{
    // Terms that are there already.
    public readonly struct Itself : IPairLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Loss<T>(T x, T target)
            where T : unmanaged, ILanes<T>
            => x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Gradient<T>(T x, T target, T scale)
            where T : unmanaged, ILanes<T>
            => scale;
    }

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

    public readonly struct Absolute : IPairLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Loss<T>(T x, T target)
            where T : unmanaged, ILanes<T>
            => T.Abs(x - target);

        // 0 where the two are equal, as PyTorch has it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Gradient<T>(T x, T target, T scale)
            where T : unmanaged, ILanes<T>
            => T.SelectLess(target, x, scale, T.SelectLess(x, target, T.Of(0) - scale, (x - target) * scale));
    }

    public readonly struct Huber : IPairLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Loss<T>(T x, T target)
            where T : unmanaged, ILanes<T>
        {
            T d = T.Abs(x - target);
            return T.SelectLess(T.Of(1), d, d - T.Of(0.5f), d * d * T.Of(0.5f));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Gradient<T>(T x, T target, T scale)
            where T : unmanaged, ILanes<T>
        {
            T d = x - target;
            return T.SelectLess(T.Of(1), d, T.Of(1), T.SelectLess(d, T.Of(-1), T.Of(-1), d)) * scale;
        }
    }

    // With respect to its target, which comes first.
    public readonly struct BinaryCrossEntropyOfTarget : IPairLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Loss<T>(T x, T target)
            where T : unmanaged, ILanes<T>
            => BinaryCrossEntropy.Loss(target, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Gradient<T>(T x, T target, T scale)
            where T : unmanaged, ILanes<T>
            => T.Of(0) - (target * scale);
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
