using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>The layout of a decoder's cache: the graph's own attentions, then its callees', copy after copy. In floats.</summary>
internal static class CacheSizes
{
    public static long Total(Graph graph, long context) =>
        Sizes.Sum([.. graph.Nodes.Select(node => Own(node, context)), .. graph.Children.Select(child => Sizes.Product(child.Count, Total(child.Graph, context)))]);

    public static long Offset(Graph graph, Op op, long context) =>
        graph.Nodes.TakeWhile(node => node.Op != op).Sum(node => Own(node, context));

    public static long Offset(Graph graph, ChildGraph child, long context) =>
        graph.Nodes.Sum(node => Own(node, context))
        + graph.Children.TakeWhile(other => other != child).Sum(other => other.Count * Total(other.Graph, context));

    private static long Own(Node node, long context) => context * node.Op.CacheWidth;
}
