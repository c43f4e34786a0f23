using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <content>Functions of one argument, each a loop of its own.</content>
internal readonly unsafe partial struct Block
{
    public static Block Negate(Block a) => Run1<NegateOf>(a);

    private readonly struct NegateOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Negate(a);
    }

    public static Block Abs(Block a) => Run1<AbsOf>(a);

    private readonly struct AbsOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Abs(a);
    }

    public static Block Square(Block a) => Run1<SquareOf>(a);

    private readonly struct SquareOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Square(a);
    }

    public static Block Sqrt(Block a) => Run1<SqrtOf>(a);

    private readonly struct SqrtOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Sqrt(a);
    }

    public static Block Exp(Block a) => Run1<ExpOf>(a);

    private readonly struct ExpOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Exp(a);
    }

    public static Block Log(Block a) => Run1<LogOf>(a);

    private readonly struct LogOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Log(a);
    }

    public static Block Sin(Block a) => Run1<SinOf>(a);

    private readonly struct SinOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Sin(a);
    }

    public static Block Cos(Block a) => Run1<CosOf>(a);

    private readonly struct CosOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Cos(a);
    }

    public static Block Tanh(Block a) => Run1<TanhOf>(a);

    private readonly struct TanhOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Tanh(a);
    }

    public static Block Sigmoid(Block a) => Run1<SigmoidOf>(a);

    private readonly struct SigmoidOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Sigmoid(a);
    }

    public static Block Erf(Block a) => Run1<ErfOf>(a);

    private readonly struct ErfOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Erf(a);
    }

    public static Block NormalCumulative(Block a) => Run1<NormalCumulativeOf>(a);

    private readonly struct NormalCumulativeOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.NormalCumulative(a);
    }

    public static Block NormalDensity(Block a) => Run1<NormalDensityOf>(a);

    private readonly struct NormalDensityOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.NormalDensity(a);
    }

    public static Block Relu(Block a) => Run1<ReluOf>(a);

    private readonly struct ReluOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Relu(a);
    }

    public static Block Gelu(Block a) => Run1<GeluOf>(a);

    private readonly struct GeluOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Gelu(a);
    }

    public static Block GeluTanh(Block a) => Run1<GeluTanhOf>(a);

    private readonly struct GeluTanhOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.GeluTanh(a);
    }

    public static Block Silu(Block a) => Run1<SiluOf>(a);

    private readonly struct SiluOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Silu(a);
    }

    public static Block Softplus(Block a) => Run1<SoftplusOf>(a);

    private readonly struct SoftplusOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Softplus(a);
    }

    public static Block Relu6(Block a) => Run1<Relu6Of>(a);

    private readonly struct Relu6Of : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.Relu6(a);
    }

    public static Block HardSwish(Block a) => Run1<HardSwishOf>(a);

    private readonly struct HardSwishOf : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a)
            where T : unmanaged, IVectorMath<T> => T.HardSwish(a);
    }
}
