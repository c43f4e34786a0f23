namespace ModelGen;

public static partial class Graph
{
    /// <summary>The greater of two, element by element; equals share the gradient.</summary>
    public static Symbol Maximum(Symbol a, Symbol b) => Read();

    /// <summary>The less of two, element by element; equals share the gradient.</summary>
    public static Symbol Minimum(Symbol a, Symbol b) => Read();

    /// <summary>A mask of the elements that are equal.</summary>
    public static Symbol Equal(Symbol a, Symbol b) => Read();

    /// <summary>The last axis of a with the first of b: [M, K] and [K, N] -> [M, N], [K] and [K, N] -> [N], [M, K] and [K] -> [M]. Sizes and names of the two must agree.</summary>
    public static Symbol MatMul(Symbol a, Symbol b) => Read();

    /// <summary>The sum of products over the last axis.</summary>
    public static Symbol Dot(Symbol a, Symbol b) => Read();

    /// <summary>Each number of one vector with each of another: [M], [N] -> [M, N].</summary>
    public static Symbol Outer(Symbol a, Symbol b) => Read();

    /// <summary>The cosine of the angle between a and b over F: one number for each example, or for each step. No norm counts as less than 1e-12.</summary>
    public static Symbol Cosine(Symbol a, Symbol b) => Read();

    /// <summary>a where the mask is set, b elsewhere.</summary>
    /// <param name="mask">Of a comparison, or what <c>&amp;</c>, <c>|</c> and <c>!</c> make of masks. It has no gradient.</param>
    /// <param name="a">Where the mask is set.</param>
    /// <param name="b">Elsewhere.</param>
    public static Symbol Where(Symbol mask, Symbol a, Symbol b) => Read();
}
