using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// The ILGPU target's form of a graph, before anything is derived from it: attention turns queries and keys by their positions while it loads
/// them, so that the packed projection is read once and its turned copy is neither written nor kept for the backward pass.
/// </summary>
internal static class FuseRotary
{
    public static LoweredModel Run(LoweredModel model) => model with { Main = Verify.Run(Run(model.Main)) };

    private static Graph Run(Graph graph) => Trim(new GraphRewriter((op, inputs, rewriter) =>
        op is AttentionOp { RotaryBase: 0 } attention && inputs[0]!.Producer is { Op: RotaryOp rotary } turned && rotary.Heads.Equals(attention.Heads)
            ? rewriter.Add(new AttentionOp(attention.Heads, attention.Causal, attention.Dropout, attention.Site, rotary.Base), turned.Input(0), inputs[1])
            : rewriter.Keep()).Run(graph), []);

    // Without the rotations that nobody reads any more; calls name the trimmed graphs.
    private static Graph Trim(Graph graph, Dictionary<Graph, Graph> trimmed)
    {
        if (trimmed.TryGetValue(graph, out Graph? done))
        {
            return done;
        }

        var children = graph.Children.ToDictionary(child => child, child => child with { Graph = Trim(child.Graph, trimmed) });
        List<Node> live = RemoveDead.Run(graph.Nodes, [graph.Output]);
        Node[] nodes = [.. live.Select(node => node.Op is RepeatOp repeat ? new Node(new RepeatOp(children[repeat.Child]), node.Inputs, node.Outputs) : node)];
        Graph result = graph with
        {
            Nodes = nodes,
            Children = [.. graph.Children.Select(child => children[child])],
            Declarations = [.. graph.Declarations.Select(declaration => declaration.Child is { } child ? declaration with { Child = children[child] } : declaration)],
        };
        trimmed.Add(graph, result);
        return result;
    }
}
