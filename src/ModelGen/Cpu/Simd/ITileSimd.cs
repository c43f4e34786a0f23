namespace ModelGen.Cpu.Simd;

/// <summary>What the innermost loop of a matrix product asks of a vector: of floats (<see cref="ISimd{TVector}"/>), or of pairs of whole numbers in the places of floats.</summary>
/// <typeparam name="TVector">Vector128, Vector256 or Vector512 of float.</typeparam>
internal unsafe interface ITileSimd<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Create(float value);

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* target);

    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a · b + c, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>A sum as a float.</summary>
    static virtual TVector ToFloats(TVector sum) => sum;
}
