namespace ModelGen.Cpu.Small;

/// <summary>
/// What products of whole numbers with a few rows of x ask of a vector: sixteen lanes of 32 bits on every machine, in one register, two or four, so that a sum is the same bits on all of them.
/// Sums of whole numbers are exact; those of floats are multiplied and added in two steps, since not every machine has both in one.
/// </summary>
/// <typeparam name="TVector">Sixteen lanes, or 64 bytes, or 32 numbers of 16 bits.</typeparam>
internal unsafe interface IWholeSimd<TVector>
    where TVector : struct
{
    /// <summary>Rows of x at once: as many sums as there are registers for.</summary>
    static abstract int Rows { get; }

    static abstract TVector Zero { get; }

    /// <summary>32 signed bytes as numbers of 16 bits.</summary>
    static abstract TVector Widen(sbyte* source);

    /// <summary>Lane i is w[2i] · x[2i] + w[2i + 1] · x[2i + 1].</summary>
    static abstract TVector Pairs(TVector w, short* x);

    /// <summary>The lower four bits of 64 bytes, which are four blocks, and in <paramref name="upper"/> the upper four, from 0 to 15.</summary>
    static abstract TVector Nibbles(byte* source, out TVector upper);

    /// <summary>Lane 4b + i is the sum of block b's numbers 4i to 4i + 3 and 16 + 4i to 16 + 4i + 3, 8 subtracted from each, times those of x.</summary>
    /// <param name="x">A group of <see cref="WholeRows"/>.</param>
    static abstract TVector Quads(TVector lower, TVector upper, sbyte* x);

    /// <summary>Four floats, each on four lanes.</summary>
    static abstract TVector Spread(float* source);

    static abstract TVector Create(float value);

    /// <summary>Of whole numbers.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>first · <see cref="WholeRows.Base"/> + second, of whole numbers.</summary>
    static abstract TVector Join(TVector first, TVector second);

    /// <summary>sum + a · scale, where a is whole numbers.</summary>
    static abstract TVector AddScaled(TVector sum, TVector a, TVector scale);

    /// <summary>The sum of all lanes, whole numbers.</summary>
    static abstract int SumWhole(TVector a);

    /// <summary>The sum of all lanes, floats: always in the same order.</summary>
    static abstract float Sum(TVector a);
}
