using System.Runtime.Intrinsics;

namespace ModelGen.Cpu.Simd;

/// <summary>
/// What kernels ask of a vector of floats, so that each is written once for every width: <c>Kernel&lt;TSimd, TVector&gt;</c> with
/// TVector = Vector128, 256 or 512 of float, which the JIT keeps in registers, and TSimd the matching set of operations, which it
/// inlines.
/// </summary>
/// <typeparam name="TVector">Vector128, Vector256 or Vector512 of float.</typeparam>
internal unsafe interface ISimd<TVector> : ITileSimd<TVector>
    where TVector : struct
{
    /// <summary>0, 1, 2...</summary>
    static abstract TVector Ramp { get; }

    /// <summary><see cref="ITileSimd{TVector}.Count"/> signed bytes.</summary>
    static abstract TVector LoadBytes(sbyte* source);

    /// <summary><see cref="ITileSimd{TVector}.Count"/> numbers of bfloat16, the upper halves of floats.</summary>
    static abstract TVector LoadBFloats(ushort* source);

    /// <summary><see cref="ITileSimd{TVector}.Count"/> bytes of two numbers from -8 to 7 each: the lower four bits, and in <paramref name="upper"/> the upper four, both with 8 added in memory.</summary>
    static abstract TVector LoadNibbles(byte* source, out TVector upper);

    /// <summary>The first <paramref name="count"/> floats (fewer than <see cref="ITileSimd{TVector}.Count"/>), zeros above; reads no others.</summary>
    static abstract TVector LoadFirst(float* source, int count);

    /// <summary>Writes the first <paramref name="count"/> floats (fewer than <see cref="ITileSimd{TVector}.Count"/>) and no others.</summary>
    static abstract void StoreFirst(TVector value, float* target, int count);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>c - a · b, fused where the processor can.</summary>
    static abstract TVector NegateMultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The larger; on x86 the second where either is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The larger; NaN where either is.</summary>
    static abstract TVector MaxOrNaN(TVector a, TVector b);

    /// <summary>The smaller; on x86 the second where either is NaN.</summary>
    static abstract TVector Min(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    /// <summary>-a, also of 0.</summary>
    static abstract TVector Negate(TVector a);

    static abstract TVector Sin(TVector a);

    static abstract TVector Cos(TVector a);

    static abstract TVector Sqrt(TVector a);

    /// <summary>a &lt; b ? whenTrue : whenFalse.</summary>
    static abstract TVector SelectLess(TVector a, TVector b, TVector whenTrue, TVector whenFalse);

    /// <summary>a ≤ b ? whenTrue : whenFalse.</summary>
    static abstract TVector SelectAtMost(TVector a, TVector b, TVector whenTrue, TVector whenFalse);

    /// <summary>The magnitude of the first with the sign of the second.</summary>
    static abstract TVector CopySign(TVector magnitude, TVector sign);

    /// <summary>
    /// value · 2ⁿ, where n is what was added to 1.5·2²³ to make <paramref name="shifted"/> (so n sits in its lowest bits). The
    /// result's exponent must be that of a normal number.
    /// </summary>
    static abstract TVector Scale(TVector value, TVector shifted);

    /// <summary>The natural logarithm.</summary>
    static abstract TVector Log(TVector a);

    /// <summary>
    /// Dropout: the value where <see cref="CounterRandom.Hash(uint, uint, uint)"/> of index + lane · step is at least the threshold,
    /// else 0.
    /// </summary>
    static abstract TVector Keep(TVector value, uint first, uint second, uint index, uint step, uint threshold);

    /// <summary>The sum of all floats, always in the same order.</summary>
    static abstract float Sum(TVector a);

    /// <summary>The sums of four vectors, each always in the same order.</summary>
    static abstract Vector128<float> Sums(TVector a, TVector b, TVector c, TVector d);

    /// <summary>The largest float.</summary>
    static abstract float Largest(TVector a);

    /// <summary>The largest float; NaN where one is.</summary>
    static abstract float LargestOrNaN(TVector a);
}
