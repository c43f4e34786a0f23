using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Attention whose queries, keys and values one product has put side by side reads them where they lie, before anything is derived from the graph: they are never cut
/// apart, and their gradients are written side by side too.
/// </summary>
internal static class PackAttention
{
    public static LoweredModel Run(LoweredModel model) => model with { Main = Renew.Run(model.Main, Nodes, Verify.Run) };

    /// <summary>The same of causal attention whose queries, keys and values come from several products, which are put side by side: one row of each step is what a decoder's cache holds.</summary>
    public static Graph Join(Graph prediction) => Joins(prediction) ? new GraphRewriter((op, inputs, rewriter) => CanJoin(op, inputs)
        ? rewriter.Add(((AttentionOp)op).Pack(((AttentionOp)op).Layout(inputs[0]!, inputs[1]!)), rewriter.Builder.Add(new ConcatenateOp(), "row", inputs[0], inputs[1], inputs[2]), inputs[3])
        : rewriter.Keep()).Run(prediction) : prediction;

    private static bool Joins(Graph graph) => graph.Nodes.Any(node => CanJoin(node.Op, node.Inputs)) || graph.Children.Any(child => Joins(child.Graph));

    private static bool CanJoin(Op op, IReadOnlyList<Value?> inputs) => op is AttentionOp { Causal: true, Scale: 0 } && inputs[4] is null && inputs[0]!.Type.Axes[1].Equals(inputs[1]!.Type.Axes[1]);

    private static IReadOnlyList<Node> Nodes(Graph graph)
    {
        if (!graph.Nodes.Any(node => Packed(node) is not null))
        {
            return graph.Nodes;
        }

        List<Node> nodes = [.. graph.Nodes.Select(node => Packed(node) is { } packed ? new Node(((AttentionOp)node.Op).Pack(Layout(node)), [packed, node.Inputs[3]], node.Outputs) { Layer = node.Layer } : node)];
        HashSet<Value?> read = [.. nodes.SelectMany(node => node.Inputs), .. graph.Outputs];
        return [.. nodes.Where(node => node.Op is not SliceOp || read.Contains(node.Output))];
    }

    // The row whose three parts are, in this order, all that attention reads.
    private static Value? Packed(Node node)
    {
        if (node.Op is not AttentionOp { Scale: 0 } || node.Has(4) || node.Input(0).Producer is not { Op: SliceOp } first)
        {
            return null;
        }

        Value packed = first.Input(0);
        HeadLayout layout = Layout(node);
        bool Is(int input, long start, long width) =>
            node.Input(input).Producer is { Op: SliceOp slice } producer && producer.Input(0) == packed && slice.IsOf(packed.Type, start, width);
        return packed.Type.Last.Size.Constant == layout.PackedWidth
            && Is(0, 0, layout.QueryWidth)
            && Is(1, layout.QueryWidth, layout.KeyValueWidth)
            && Is(2, layout.QueryWidth + layout.KeyValueWidth, layout.KeyValueWidth) ? packed : null;
    }

    private static HeadLayout Layout(Node node) => ((AttentionOp)node.Op).Layout(node.Input(0), node.Input(1));
}
