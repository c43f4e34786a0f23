using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>The layout of a decoder's cache: the graph's own attentions, what it keeps from the first step on, then its callees', copy after copy. In floats.</summary>
internal static class CacheSizes
{
    public static long Total(Graph graph, long context) =>
        Sizes.Sum([Own(graph, context), .. graph.Children.Select(child => Sizes.Product(child.Count, Total(child.Graph, context)))]);

    public static long Offset(Graph graph, Op op, long context) =>
        graph.Nodes.TakeWhile(node => node.Op != op).Sum(node => Own(node, context));

    public static long Offset(Graph graph, Value kept, long context) =>
        graph.Nodes.Sum(node => Own(node, context)) + Constants.Kept(graph).TakeWhile(other => other != kept).Sum(Aligned);

    public static long Offset(Graph graph, ChildGraph child, long context) =>
        Own(graph, context) + graph.Children.TakeWhile(other => other != child).Sum(other => other.Count * Total(other.Graph, context));

    /// <summary>Floats that a token has in all attentions, callees' copies included: a row of a branch.</summary>
    public static long Row(Graph graph) => graph.Nodes.Sum(node => node.Op.CacheWidth) + graph.Children.Sum(child => child.Count * Row(child.Graph));

    /// <summary>Of those the ones before a callee's.</summary>
    public static long RowOffset(Graph graph, ChildGraph child) =>
        graph.Nodes.Sum(node => node.Op.CacheWidth) + graph.Children.TakeWhile(other => other != child).Sum(other => other.Count * Row(other.Graph));

    private static long Own(Graph graph, long context) => Sizes.Sum([.. graph.Nodes.Select(node => Own(node, context)), .. Constants.Kept(graph).Select(Aligned)]);

    private static long Own(Node node, long context) => context * node.Op.CacheWidth;

    // Whole cache lines.
    private static long Aligned(Value kept) => (Constants.Floats(kept) + 15) / 16 * 16;
}
