using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <content>Functions of two and three arguments, each a loop of its own.</content>
internal readonly unsafe partial struct Block
{
    public static Block operator +(Block a, Block b) => Run2<SumOf>(a, b);

    private readonly struct SumOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => a + b;
    }

    public static Block operator -(Block a, Block b) => Run2<DifferenceOf>(a, b);

    private readonly struct DifferenceOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => a - b;
    }

    public static Block operator *(Block a, Block b) => Run2<ProductOf>(a, b);

    private readonly struct ProductOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => a * b;
    }

    public static Block operator /(Block a, Block b) => Run2<QuotientOf>(a, b);

    private readonly struct QuotientOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => a / b;
    }

    public static Block Maximum(Block a, Block b) => Run2<MaximumOf>(a, b);

    private readonly struct MaximumOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.Maximum(a, b);
    }

    public static Block Minimum(Block a, Block b) => Run2<MinimumOf>(a, b);

    private readonly struct MinimumOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.Minimum(a, b);
    }

    public static Block Less(Block a, Block b) => Run2<LessOf>(a, b);

    private readonly struct LessOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.Less(a, b);
    }

    public static Block AtMost(Block a, Block b) => Run2<AtMostOf>(a, b);

    private readonly struct AtMostOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.AtMost(a, b);
    }

    public static Block Equal(Block a, Block b) => Run2<EqualOf>(a, b);

    private readonly struct EqualOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.Equal(a, b);
    }

    public static Block Power(Block a, Block b) => Run2<PowerOf>(a, b);

    private readonly struct PowerOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.Power(a, b);
    }

    public static Block LeakyRelu(Block a, Block b) => Run2<LeakyReluOf>(a, b);

    private readonly struct LeakyReluOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.LeakyRelu(a, b);
    }

    public static Block Elu(Block a, Block b) => Run2<EluOf>(a, b);

    private readonly struct EluOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.Elu(a, b);
    }

    public static Block Max(Block a, Block b) => Run2<MaxOf>(a, b);

    private readonly struct MaxOf : IElementwise2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b)
            where T : unmanaged, IVectorMath<T> => T.Max(a, b);
    }

    public static Block ChooseLess(Block a, Block b, Block yes, Block no) => Where(Less(a, b), yes, no);

    public static Block Clamp(Block a, Block b, Block c) => Run3<ClampOf>(a, b, c);

    private readonly struct ClampOf : IElementwise3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c)
            where T : unmanaged, IVectorMath<T> => T.Clamp(a, b, c);
    }

    public static Block Where(Block a, Block b, Block c) => Run3<WhereOf>(a, b, c);

    private readonly struct WhereOf : IElementwise3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c)
            where T : unmanaged, IVectorMath<T> => T.Where(a, b, c);
    }
}
