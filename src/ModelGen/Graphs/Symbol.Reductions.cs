namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>The sum over an axis, which goes away; over T real steps only.</summary>
    /// <param name="axis">Without one all axes go away, and one number is left for each example.</param>
    public Symbol Sum(Axis? axis = null) => Graph.Read();

    /// <summary>The mean over an axis, which goes away; over T that of the real steps.</summary>
    /// <inheritdoc cref="Sum"/>
    public Symbol Mean(Axis? axis = null) => Graph.Read();

    /// <summary>The maximum over an axis, which goes away; the first of equals gets the gradient. Over T real steps only.</summary>
    /// <inheritdoc cref="Sum"/>
    public Symbol Max(Axis? axis = null) => Graph.Read();

    /// <summary>The minimum over an axis, which goes away; the first of equals gets the gradient. Over T real steps only.</summary>
    /// <inheritdoc cref="Sum"/>
    public Symbol Min(Axis? axis = null) => Graph.Read();

    /// <summary>The mean of the squared distances from the mean over an axis, which goes away: divided by the count. Over T real steps only.</summary>
    /// <inheritdoc cref="Sum"/>
    public Symbol Variance(Axis? axis = null) => Graph.Read();

    /// <summary>Multi-head attention to another sequence: queries come from this one, keys and values from the memory, and an output projection follows. Padding of the memory is hidden; [T, F] -> same.</summary>
    /// <param name="memory">[S, F], of any width.</param>
    /// <param name="heads">Query heads; divides F.</param>
    /// <param name="kvHeads">Key and value heads, shared by groups of query heads; divides <paramref name="heads"/>. 0: as many.</param>
    /// <param name="bias">Whether the four projections have biases.</param>
    /// <param name="dropout">Dropout on the attention probabilities, 0 ≤ rate &lt; 1.</param>
    /// <param name="initStd">Weights are drawn from a normal distribution of this standard deviation, biases are 0. 0: PyTorch's default for a linear map.</param>
    /// <param name="outputInitStd">The same for the output projection. 0: as <paramref name="initStd"/>.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol CrossAttention(Symbol memory, int heads, int kvHeads = 0, bool bias = true, double dropout = 0, double initStd = 0, double outputInitStd = 0, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>A graph convolution: adjacency · (x · W) + b, the adjacency as it is given (<see cref="Graph.NormalizeAdjacency"/>); [N, F] -> [N, F:width].</summary>
    /// <param name="width">Features of the result.</param>
    /// <param name="adjacency">[N, N]: row i says what node i takes of each node.</param>
    /// <param name="bias">Whether there is one.</param>
    /// <param name="init">How the weight is drawn.</param>
    /// <param name="initStd">The weight is drawn from a normal distribution of this standard deviation, the bias is 0. 0: by <paramref name="init"/>.</param>
    /// <param name="transposed">Whether weight files hold the weight as [in, out].</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    /// <remarks>Kipf and Welling 2017, arXiv:1609.02907.</remarks>
    public Symbol GraphConv(int width, Symbol adjacency, bool bias = true, Init init = Init.Default, double initStd = 0, bool transposed = false, string? name = null, string? weightName = null) => Graph.Read();
}
