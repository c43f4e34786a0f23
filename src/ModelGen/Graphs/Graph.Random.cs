namespace ModelGen;

public static partial class Graph
{
    /// <summary>Normal random numbers of mean 0 and variance 1, with the axes of another value. In training each step draws others; in prediction they come from the model's seed, or from one given in the call. They have no gradient.</summary>
    /// <param name="like">Whose axes they have.</param>
    public static Symbol Normal(Symbol like) => Read();

    /// <summary>Uniform random numbers on [0, 1), with the axes of another value.</summary>
    /// <inheritdoc cref="Normal"/>
    public static Symbol Uniform(Symbol like) => Read();
}
