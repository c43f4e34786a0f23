using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>What an emitted expression can say of a vector of floats, whatever its width. NaN stays NaN; errors are relative, in float, and measured by the tests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVectorMath<T>
    where T : unmanaged, IVectorMath<T>
{
    /// <summary>The same number in all lanes.</summary>
    static abstract T Of(float value);

    /// <summary>a + b.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>a - b.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>a / b.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>-a, also of 0.</summary>
    static abstract T Negate(T a);

    /// <summary>|a|.</summary>
    static abstract T Abs(T a);

    /// <summary>a².</summary>
    static abstract T Square(T a);

    /// <summary>√a.</summary>
    static abstract T Sqrt(T a);

    /// <summary>The greater; NaN where either is.</summary>
    static abstract T Maximum(T a, T b);

    /// <summary>The less; NaN where either is.</summary>
    static abstract T Minimum(T a, T b);

    /// <summary>The greater; <paramref name="b"/> when either is NaN, so a NaN in the data belongs there.</summary>
    static abstract T Max(T a, T b);

    /// <summary>a, but at least and at most.</summary>
    static abstract T Clamp(T a, T least, T most);

    /// <summary>1 where a &lt; b, else 0.</summary>
    static abstract T Less(T a, T b);

    /// <summary>1 where a ≤ b, else 0.</summary>
    static abstract T AtMost(T a, T b);

    /// <summary>1 where a = b, else 0.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>Yes where the mask is not 0, no where it is.</summary>
    static abstract T Where(T mask, T yes, T no);

    /// <summary>Yes where a &lt; b, else no.</summary>
    static abstract T ChooseLess(T a, T b, T yes, T no);

    /// <summary>eᵃ: 0 below -87.34, infinity above 88.72.</summary>
    static abstract T Exp(T a);

    /// <summary>The natural logarithm.</summary>
    static abstract T Log(T a);

    /// <summary>As <see cref="System.MathF.Pow"/>, lane by lane.</summary>
    static abstract T Power(T a, T exponent);

    /// <summary>sin a.</summary>
    static abstract T Sin(T a);

    /// <summary>cos a.</summary>
    static abstract T Cos(T a);

    /// <summary>tanh a.</summary>
    static abstract T Tanh(T a);

    /// <summary>1 / (1 + e⁻ᵃ).</summary>
    static abstract T Sigmoid(T a);

    /// <summary>The error function.</summary>
    static abstract T Erf(T a);

    /// <summary>The distribution function of the normal distribution.</summary>
    static abstract T NormalCumulative(T a);

    /// <summary>Its density.</summary>
    static abstract T NormalDensity(T a);

    /// <summary>max(a, 0).</summary>
    static abstract T Relu(T a);

    /// <summary>a Φ(a).</summary>
    static abstract T Gelu(T a);

    /// <summary>GPT-2's approximation of <see cref="Gelu"/>.</summary>
    static abstract T GeluTanh(T a);

    /// <summary>a sigmoid(a).</summary>
    static abstract T Silu(T a);

    /// <summary>log(1 + eᵃ).</summary>
    static abstract T Softplus(T a);

    /// <summary>a, but at least 0 and at most 6.</summary>
    static abstract T Relu6(T a);

    /// <summary>a · Relu6(a + 3) / 6.</summary>
    static abstract T HardSwish(T a);

    /// <summary>a right of 0, slope · a elsewhere.</summary>
    static abstract T LeakyRelu(T a, T slope);

    /// <summary>a right of 0, alpha (eᵃ − 1) elsewhere.</summary>
    static abstract T Elu(T a, T alpha);
}
