using System;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>
/// Some hundred floats in the first-level cache, which an expression takes for one register: each of its functions is a loop over them. Long expressions are computed so, because in one loop the JIT would run
/// out of registers and, from some 500 locals on, no longer inline.
/// </summary>
internal readonly unsafe partial struct Block : IVectorMath<Block>
{
    /// <summary>Of a whole block: 1 KB, so that the values of a long expression stay in the cache.</summary>
    public const int Size = 256;

    private readonly Memory* _memory;
    private readonly float* _values;
    private readonly float _constant;

    private Block(Memory* memory, float* values, float constant = 0)
    {
        _memory = memory;
        _values = values;
        _constant = constant;
    }

    /// <summary>Where an expression's values lie, one after another.</summary>
    /// <param name="next">The first free float.</param>
    /// <param name="left">Blocks that are free.</param>
    /// <param name="count">Floats of a block that count.</param>
    public struct Memory(float* next, int left, int count)
    {
        private float* _next = next;
        private int _left = left;

        public readonly int Count => count;

        public float* Take()
        {
            if (--_left < 0) throw new InvalidOperationException("An expression has more values than it said.");
            float* values = _next;
            _next += Size;
            return values;
        }
    }

    public static Block At(float* values, Memory* memory) => new(memory, values);

    public static Block Of(float value) => new(null, null, value);

    public void CopyTo(float* target) => new ReadOnlySpan<float>(_values, _memory->Count).CopyTo(new(target, _memory->Count));

    private static Block Run1<TFunction>(Block a)
        where TFunction : struct, IElementwise1
        => Run<ElementwiseKernels.Function1<TFunction>>(a._memory, a, default, default);

    private static Block Run2<TFunction>(Block a, Block b)
        where TFunction : struct, IElementwise2
        => Run<ElementwiseKernels.Function2<TFunction>>(a._memory != null ? a._memory : b._memory, a, b, default);

    private static Block Run3<TFunction>(Block a, Block b, Block c)
        where TFunction : struct, IElementwise3
        => Run<ElementwiseKernels.Function3<TFunction>>(a._memory != null ? a._memory : b._memory != null ? b._memory : c._memory, a, b, c);

    private static Block Run<TOp>(Memory* memory, Block a, Block b, Block c)
        where TOp : struct, IMapN
    {
        float* pa = a.Values(memory), pb = TOp.Inputs > 1 ? b.Values(memory) : null, pc = TOp.Inputs > 2 ? c.Values(memory) : null, y = memory->Take();
        int count = memory->Count;
        if (VectorPath.Has512) MapN.Range<TOp, Lanes512>(pa, pb, pc, null, null, null, y, count);
        else if (VectorPath.Has256) MapN.Range<TOp, Lanes256>(pa, pb, pc, null, null, null, y, count);
        else MapN.Range<TOp, Lanes128>(pa, pb, pc, null, null, null, y, count);
        return new(memory, y);
    }

    private float* Values(Memory* memory)
    {
        if (_values != null) return _values;
        float* values = memory->Take();
        new Span<float>(values, memory->Count).Fill(_constant);
        return values;
    }
}
