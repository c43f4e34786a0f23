using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Rotary;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// The ILGPU target's form of a graph, before anything is derived from it: attention turns queries and keys by their positions while it loads
/// them, so that the packed projection is read once and its turned copy is neither written nor kept for the backward pass.
/// </summary>
internal static class FuseRotary
{
    public static LoweredModel Run(LoweredModel model) => model with { Main = Verify.Run(Run(model.Main)) };

    private static Graph Run(Graph graph)
    {
        Graph turned = new GraphRewriter((op, inputs, rewriter) =>
            op is PackedAttentionOp { RotaryBase: 0 } attention && inputs[0]!.Producer is { Op: RotaryOp { IsPlain: true } rotary } before && rotary.Heads.Equals(attention.Heads)
                ? rewriter.Add(new PackedAttentionOp(attention.Heads, attention.Causal, attention.Dropout, attention.Site, rotary.Rotation.Base, attention.Window, attention.SoftCap, attention.HasTexts), before.Input(0), inputs[1])
                : rewriter.Keep()).Run(graph);

        // Without the rotations that nobody reads any more.
        return Renew.Run(turned, each => RemoveDead.Run(each.Nodes, each.Outputs));
    }
}
