using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>
/// One vector register of floats with operators, so that kernels read like the formulas they compute. Kernels are written once
/// against this and compiled for the widest registers of the machine.
/// </summary>
/// <remarks>The operations of <see cref="ISimd{TVector}"/>, and mean the same.</remarks>
internal unsafe interface ILanes<T> : IVectorMath<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>0, 1, 2...</summary>
    static abstract T Ramp { get; }

    static abstract T Load(float* source);

    /// <summary>The first <paramref name="count"/> floats, fewer than a register; the other lanes are 0 and their memory is not touched.</summary>
    static abstract T LoadFirst(float* source, int count);

    void Store(float* target);

    /// <summary>Stores the first lanes only.</summary>
    void StoreFirst(float* target, int count);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract T Fma(T a, T b, T c);

    /// <summary>The greater; NaN where either is.</summary>
    static abstract T MaxOrNaN(T a, T b);

    /// <summary>a &lt; b ? yes : no.</summary>
    static abstract T SelectLess(T a, T b, T yes, T no);

    static abstract T Value<TActivation>(T a)
        where TActivation : struct, IActivation;

    static abstract T Derivative<TActivation>(T a)
        where TActivation : struct, IActivation;

    /// <inheritdoc cref="ISimd{TVector}.Keep"/>
    static abstract T Keep(T value, uint first, uint second, uint index, uint step, uint threshold);

    /// <summary>The sum of all lanes.</summary>
    static abstract float Sum(T a);

    /// <summary>The greatest lane.</summary>
    static abstract float Largest(T a);

    /// <summary>The greatest lane; NaN where one is.</summary>
    static abstract float LargestOrNaN(T a);
}
