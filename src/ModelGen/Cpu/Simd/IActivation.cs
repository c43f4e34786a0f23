namespace ModelGen.Cpu.Simd;

/// <summary>An activation function and its derivative on vectors: a type, so that a kernel's inner loop holds no switch.</summary>
internal interface IActivation
{
    /// <summary>f(x).</summary>
    static abstract TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct;

    /// <summary>f'(x), from the value before the activation.</summary>
    static abstract TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct;
}
