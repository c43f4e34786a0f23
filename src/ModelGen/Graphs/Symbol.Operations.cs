namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>eˣ for each element.</summary>
    public Symbol Exp() => Graph.Read();

    /// <summary>The natural logarithm of each element.</summary>
    public Symbol Log() => Graph.Read();

    /// <summary>√x for each element.</summary>
    public Symbol Sqrt() => Graph.Read();

    /// <summary>x² for each element.</summary>
    public Symbol Square() => Graph.Read();

    /// <summary>|x| for each element; its gradient at 0 is 0.</summary>
    public Symbol Abs() => Graph.Read();

    /// <summary>Each element, at least <paramref name="min"/> and at most <paramref name="max"/>; gradients pass strictly inside.</summary>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound, at least <paramref name="min"/>.</param>
    public Symbol Clamp(double min, double max) => Graph.Read();

    /// <summary>xᶜ for each element.</summary>
    /// <param name="exponent">c.</param>
    public Symbol Pow(double exponent) => Graph.Read();

    /// <summary>The error function of each element.</summary>
    public Symbol Erf() => Graph.Read();

    /// <summary>The sine of each element, in radians.</summary>
    public Symbol Sin() => Graph.Read();

    /// <summary>The cosine of each element, in radians.</summary>
    public Symbol Cos() => Graph.Read();

    /// <summary>exp(x) / Σ exp(x) over an axis; over T real steps only.</summary>
    /// <param name="axis">The axis; without one the last.</param>
    public Symbol Softmax(Axis? axis = null) => Graph.Read();

    /// <summary>log softmax(x) over an axis; over T real steps only.</summary>
    /// <inheritdoc cref="Softmax"/>
    public Symbol LogSoftmax(Axis? axis = null) => Graph.Read();

    /// <summary>log Σ exp(x) over an axis, which goes away; over T real steps only.</summary>
    /// <inheritdoc cref="Softmax"/>
    public Symbol LogSumExp(Axis? axis = null) => Graph.Read();

    /// <summary>x / |x| over an axis (L2); no norm counts as less than 1e-12.</summary>
    /// <inheritdoc cref="Softmax"/>
    public Symbol Normalize(Axis? axis = null) => Graph.Read();

    /// <summary>The same values in row-major order under other sizes: one size gives [F], three give [C, H, W]. The product must stay.</summary>
    /// <param name="sizes">One or three sizes, each at least 1.</param>
    public Symbol Reshape(params int[] sizes) => Graph.Read();

    /// <summary>A mask of the elements that are less.</summary>
    public static Symbol operator <(Symbol a, Symbol b) => Graph.Read();

    /// <summary>A mask of the elements that are greater.</summary>
    public static Symbol operator >(Symbol a, Symbol b) => Graph.Read();

    /// <summary>A mask of the elements that are not greater.</summary>
    public static Symbol operator <=(Symbol a, Symbol b) => Graph.Read();

    /// <summary>A mask of the elements that are not less.</summary>
    public static Symbol operator >=(Symbol a, Symbol b) => Graph.Read();

    /// <summary>A mask of the elements that are less than a number.</summary>
    public static Symbol operator <(Symbol a, double b) => Graph.Read();

    /// <summary>A mask of the elements that are greater than a number.</summary>
    public static Symbol operator >(Symbol a, double b) => Graph.Read();

    /// <summary>A mask of the elements that are not greater than a number.</summary>
    public static Symbol operator <=(Symbol a, double b) => Graph.Read();

    /// <summary>A mask of the elements that are not less than a number.</summary>
    public static Symbol operator >=(Symbol a, double b) => Graph.Read();

    /// <summary>Where both masks are set.</summary>
    public static Symbol operator &(Symbol a, Symbol b) => Graph.Read();

    /// <summary>Where at least one of the masks is set.</summary>
    public static Symbol operator |(Symbol a, Symbol b) => Graph.Read();

    /// <summary>Where the mask is not set.</summary>
    public static Symbol operator !(Symbol a) => Graph.Read();
}
