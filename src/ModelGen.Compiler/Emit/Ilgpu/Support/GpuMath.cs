using System.Runtime.CompilerServices;
using ILGPU.Algorithms;

namespace ModelGen.Gpu;

/// <summary>Scalar functions of kernels. The activations' numbers are those of the CPU target's <c>Activation</c>.</summary>
/// <remarks>A choice between floats is written so, <c>1f : 0f</c>: of <c>1 : 0</c> the compiler makes a truth value that becomes a float, and ILGPU 1.5.3 makes 1.4e-45 of that.</remarks>
internal static class GpuMath
{
    public const int None = 0;
    public const int Relu = 1;
    public const int Gelu = 2;
    public const int GeluTanh = 3;
    public const int Silu = 4;
    public const int Tanh = 5;
    public const int Sigmoid = 6;
    public const int Softplus = 7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Logistic(float x) => 1f / (1f + XMath.Exp(-x));

    /// <summary>1 - 2 / (e²ˣ + 1), for |x| small by its series: the quotient loses digits there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float HyperbolicTangent(float x)
    {
        float square = x * x;
        float series = x * (1f - (square * ((1f / 3f) - (square * (2f / 15f)))));
        float exact = 1f - (2f / (XMath.Exp(2f * x) + 1f));
        return square < 0.01f ? series : exact;
    }

    /// <summary>The error function to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x)
    {
        float a = XMath.Abs(x);
        float t = 1f / (1f + (0.3275911f * a));
        float polynomial = t * (0.254829592f + (t * (-0.284496736f + (t * (1.421413741f + (t * (-1.453152027f + (t * 1.061405429f))))))));
        float y = 1f - (polynomial * XMath.Exp(-a * a));
        return x < 0 ? -y : y;
    }

    /// <summary>exp(x) - 1, for |x| small by its series: the difference loses digits there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ExpMinusOne(float x)
    {
        float series = x * (1f + (x * (0.5f + (x * ((1f / 6f) + (x * (1f / 24f)))))));
        float exact = XMath.Exp(x) - 1f;
        return XMath.Abs(x) < 0.06f ? series : exact;
    }

    /// <summary>log(1 + exp(x)): the larger of x and 0, and log(1 + exp(-|x|)), by its series where that is small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogOnePlusExp(float x)
    {
        float e = XMath.Exp(-XMath.Abs(x));
        float series = e * (1f - (e * (0.5f - (e * ((1f / 3f) - (e * 0.25f))))));
        float exact = XMath.Log(1f + e);
        return (x > 0 ? x : 0) + (e < 0.03f ? series : exact);
    }

    /// <summary>Φ, the distribution function of the normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NormalCumulative(float x) => 0.5f + (0.5f * Erf(0.70710678f * x));

    /// <summary>φ, its density.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NormalDensity(float x) => 0.39894228f * XMath.Exp(-0.5f * x * x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Square(float x) => x * x;

    /// <summary>x, but at least and at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float x, float least, float most) => x < least ? least : x > most ? most : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float HardSwish(float x) => x * Clamp(x + 3f, 0f, 6f) / 6f;

    /// <summary>Masks are 1 or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Less(float a, float b) => a < b ? 1f : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AtMost(float a, float b) => a <= b ? 1f : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Equal(float a, float b) => a == b ? 1f : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Where(float mask, float yes, float no) => mask > 0f ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LeakyRelu(float x, float slope) => x > 0f ? x : slope * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Elu(float x, float alpha) => x > 0f ? x : alpha * ExpMinusOne(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Activate(int activation, float x) => activation switch
    {
        Relu => x > 0 ? x : 0,
        Gelu => 0.5f * x * (1f + Erf(0.70710678f * x)),
        GeluTanh => x * Logistic(x * (1.5957691f + (x * x * 0.071354816f))),
        Silu => x * Logistic(x),
        Tanh => HyperbolicTangent(x),
        Sigmoid => Logistic(x),
        Softplus => LogOnePlusExp(x),
        _ => x,
    };

    /// <summary>The derivative at <paramref name="x"/>, the value before the activation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(int activation, float x) => activation switch
    {
        Relu => x > 0 ? 1f : 0f,
        Gelu => 0.5f + (0.5f * Erf(0.70710678f * x)) + (x * 0.39894228f * XMath.Exp(-0.5f * x * x)),
        GeluTanh => GeluTanhSlope(x),
        Silu => SiluSlope(x),
        Tanh => TanhSlope(x),
        Sigmoid => SigmoidSlope(x),
        Softplus => Logistic(x),
        _ => 1,
    };

    /// <summary>The derivative of x · sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SiluSlope(float x)
    {
        float s = Logistic(x);
        return s * (1f + (x * (1f - s)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float GeluTanhSlope(float x)
    {
        float square = x * x;
        float s = Logistic(x * (1.5957691f + (square * 0.071354816f)));
        return s + (x * s * (1f - s) * (1.5957691f + (3f * square * 0.071354816f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float TanhSlope(float x)
    {
        float t = HyperbolicTangent(x);
        return 1f - (t * t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SigmoidSlope(float x)
    {
        float s = Logistic(x);
        return s * (1f - s);
    }
}
