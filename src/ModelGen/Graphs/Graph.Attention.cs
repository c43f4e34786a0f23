namespace ModelGen;

public static partial class Graph
{
    /// <summary>Scaled dot-product attention without parameters: [T, F], [S, F] -> [T, F]. Padding of the keys is hidden; a query that sees no key gives 0.</summary>
    /// <param name="query">[T, F].</param>
    /// <param name="key">[S, F], with fewer heads narrower by as much.</param>
    /// <param name="value">As <paramref name="key"/>.</param>
    /// <param name="heads">Query heads, one behind another along F; divides F.</param>
    /// <param name="kvHeads">Key and value heads, shared by groups of query heads; divides <paramref name="heads"/>. 0: as many.</param>
    /// <param name="causal">Step t sees the keys up to t.</param>
    /// <param name="mask">[T, S]: a mask of what is seen, or numbers that are added to the scores.</param>
    /// <param name="scale">What scores are multiplied by; 0: 1 / √(F / heads).</param>
    /// <remarks>Vaswani et al. 2017, section 3.2.1.</remarks>
    public static Symbol Attention(Symbol query, Symbol key, Symbol value, int heads = 1, int kvHeads = 0, bool causal = false, Symbol? mask = null, double scale = 0) => Read();

    /// <summary>What <see cref="Attention"/> attends to: its probabilities, [heads, T, S], with one head [T, S].</summary>
    /// <inheritdoc cref="Attention"/>
    public static Symbol AttentionWeights(Symbol query, Symbol key, int heads = 1, int kvHeads = 0, bool causal = false, Symbol? mask = null, double scale = 0) => Read();
}
