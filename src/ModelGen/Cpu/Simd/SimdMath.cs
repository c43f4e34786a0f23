using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>exp, sigmoid, tanh and erf of vectors, relative error about 1e-7; NaN stays NaN.</summary>
/// <remarks>The polynomials are minimax fits (Lawson's iteration on Chebyshev nodes, 50-digit reference values) made for this file.</remarks>
internal static class SimdMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts (Cody and Waite): n times the first is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // 1.5 · 2²³: adding it rounds to an integer and leaves that integer in the lowest bits.
    private const float RoundingShift = 12582912f;

    /// <summary>e to the x: 0 below -87.34 (where floats become subnormal), infinity above 88.72.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector bounded = TSimd.Max(TSimd.Create(-87.5f), TSimd.Min(TSimd.Create(88.722839f), x));
        TVector shifted = TSimd.MultiplyAdd(bounded, TSimd.Create(Log2E), TSimd.Create(RoundingShift));
        TVector n = TSimd.Subtract(shifted, TSimd.Create(RoundingShift));
        TVector r = TSimd.MultiplyAdd(n, TSimd.Create(-Ln2High), bounded);
        r = TSimd.MultiplyAdd(n, TSimd.Create(-Ln2Low), r);

        // e^r on [-ln 2 / 2, ln 2 / 2] as 1 + r + r² p(r).
        TVector p = TSimd.MultiplyAdd(TSimd.Create(0.001381459f), r, TSimd.Create(0.008368721f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(0.04166839f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(0.16666521f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(0.49999994f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1f));

        TVector result = TSimd.Scale(p, shifted);
        result = TSimd.SelectLess(x, TSimd.Create(-87.336544f), TSimd.Zero, result);
        return TSimd.SelectLess(TSimd.Create(88.722839f), x, TSimd.Create(float.PositiveInfinity), result);
    }

    /// <summary>1 / (1 + e to the -x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Create(1f);
        return TSimd.Divide(one, TSimd.Add(one, Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Zero, x))));
    }

    /// <summary>Hyperbolic tangent: a polynomial near zero, where 1 - 2 / (e^2x + 1) would cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Create(1f);
        TVector magnitude = TSimd.Abs(x);
        TVector power = Exp<TSimd, TVector>(TSimd.Add(magnitude, magnitude));
        TVector far = TSimd.Subtract(one, TSimd.Divide(TSimd.Create(2f), TSimd.Add(power, one)));

        TVector square = TSimd.Multiply(x, x);
        TVector p = TSimd.MultiplyAdd(TSimd.Create(-0.005704981f), square, TSimd.Create(0.020639082f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Create(-0.05373971f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Create(0.13331442f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Create(-0.3333328f));
        TVector near = TSimd.MultiplyAdd(TSimd.Multiply(p, square), x, x);
        return TSimd.SelectLess(magnitude, TSimd.Create(0.625f), near, TSimd.CopySign(far, x));
    }

    /// <summary>The error function: x + x p(x²) near zero, 1 - e^q(|x|) with q fitted to log(erfc) beyond 0.9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector magnitude = TSimd.Abs(x);
        TVector t = TSimd.Min(TSimd.Create(4f), magnitude); // erf(4) rounds to 1
        TVector q = TSimd.MultiplyAdd(TSimd.Create(0.00019821999f), t, TSimd.Create(-0.0030654934f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Create(0.022315225f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Create(-0.104113705f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Create(-0.63697606f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Create(-1.1277972f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Create(-0.00016644386f));
        TVector far = TSimd.Subtract(TSimd.Create(1f), Exp<TSimd, TVector>(q));

        TVector square = TSimd.Multiply(x, x);
        TVector p = TSimd.MultiplyAdd(TSimd.Create(-0.0006090336f), square, TSimd.Create(0.0050119576f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Create(-0.026778905f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Create(0.11282141f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Create(-0.37612525f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Create(0.12837915f));
        TVector near = TSimd.MultiplyAdd(p, x, x);
        return TSimd.SelectLess(magnitude, TSimd.Create(0.9f), near, TSimd.CopySign(far, x));
    }
}
