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

    /// <summary>The lower four bits of 64 bytes, and in <paramref name="upper"/> the upper four, from 0 to 15.</summary>
    static abstract TVector Nibbles(byte* source, out TVector upper);

    /// <summary>
    /// Adds to each lane the sum of its four bytes, from 0 to 15, times four bytes of x, the same for all lanes. Up to eight are added up, in whatever form; only <see cref="Close"/> reads it.
    /// </summary>
    static abstract TVector AddQuads(TVector sum, TVector numbers, sbyte* x);

    /// <summary>(first · <see cref="WholeRows.Base"/> + second) · <see cref="WholeRows.Base"/> + third - offset, of sums of <see cref="AddQuads"/>, as whole numbers of 32 bits.</summary>
    static abstract TVector Close(TVector first, TVector second, TVector third, int offset);

    static abstract TVector Load(float* source);

    /// <summary>Stores floats, times a factor.</summary>
    static abstract void Store(TVector sums, float factor, float* target);

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
