namespace ModelGen;

public static partial class Graph
{
    /// <summary>Learned values that no layer owns, the same for all examples: a class token, a temperature, a scale. They stand in <c>Parameters</c> and in weight files under their name.</summary>
    /// <param name="axes">Each <c>ROLE:SIZE</c> with one of the roles T, F, C, H and W, or a plain number; none for one number.</param>
    /// <param name="init">How they are drawn: normal values with a standard deviation of 0.02 where nothing else is said.</param>
    /// <param name="start">With <see cref="Init.Zeros"/>: the number that all begin at.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise <c>weights</c>, numbered when repeated.</param>
    /// <param name="weightName">The name in weight files, where it is not <paramref name="name"/>.</param>
    public static Symbol Weights(string[] axes, Init init = Init.Normal, double start = 0, string? name = null, string? weightName = null) => Read();

    /// <summary>Numbers that are known while compiling, the same for all examples.</summary>
    /// <param name="values">In row-major order; at most 65,536.</param>
    /// <param name="axes">Each <c>ROLE:SIZE</c> with one of the roles T, F, C, H and W, or a plain number. Without any, one number is <c>[]</c>, and several are <c>[F]</c>.</param>
    public static Symbol Constant(double[] values, params string[] axes) => Read();

    /// <summary>The place of each step, from 0: [T, ...] -> [T]. Without a gradient.</summary>
    /// <param name="like">A value that has the axis; ids may be asked too.</param>
    /// <param name="axis">The axis that is counted; without one T.</param>
    public static Symbol Positions(Symbol like, Axis? axis = null) => Read();

    /// <summary>In an objective: the mean over the batch of a number per example, each with its example's weight.</summary>
    /// <param name="x"><c>[]</c>.</param>
    public static Symbol BatchMean(Symbol x) => Read();

    /// <summary>Rows of a table by ids: [N, ...] and ids [...] -> the axes of the ids, then those of a row.</summary>
    /// <param name="table">Rows along the first axis: a value of the example, or <see cref="Weights"/>, which all examples share.</param>
    /// <param name="ids">Below the number of rows: an input of ids, or what <see cref="Symbol.ArgMax"/> gives.</param>
    public static Symbol Gather(Symbol table, Symbol ids) => Read();

    /// <summary>D^-1/2 (A + I) D^-1/2 with D the row sums of A + I: what <see cref="Symbol.GraphConv"/> takes. [N, N] -> same.</summary>
    /// <param name="adjacency">1 where two nodes are neighbours, 0 elsewhere, or weights of at least 0; nodes have no edge to themselves yet.</param>
    /// <remarks>Kipf and Welling 2017, arXiv:1609.02907.</remarks>
    public static Symbol NormalizeAdjacency(Symbol adjacency) => Read();
}
