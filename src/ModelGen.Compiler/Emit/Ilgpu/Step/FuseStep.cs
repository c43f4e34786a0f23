using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.GatedSilu;
using ModelGen.Compiler.Ops.LayerNorm;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.RmsNorm;
using ModelGen.Compiler.Ops.TakeLast;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>
/// Decoding of one token: every product has one row, so that memory and launches are what it costs. Norms and gates go into the products beside
/// them, attention is split over the keys, and the last of one step is that step.
/// </summary>
internal static class FuseStep
{
    public static Graph Run(Graph graph, long context)
    {
        Dictionary<Value, int> uses = graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs).OfType<Value>().GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
        var fused = new List<Node>();
        foreach (Node node in graph.Nodes)
        {
            switch (node.Op)
            {
                case LinearOp linear:
                    fused.Add(Product(linear, node, fused, uses));
                    break;
                case GatedSiluOp when Gated(node, fused, uses) is { } gated:
                    fused.Add(gated);
                    break;
                case CachedAttentionOp attention:
                    Attention(attention, node, fused, context);
                    break;
                case TakeLastOp:
                    fused.Add(new Node(new OnlyRowOp(), [node.Input(0)], node.Outputs));
                    break;
                default:
                    fused.Add(node);
                    break;
            }
        }

        return graph with { Nodes = fused };
    }

    /// <summary>Decoding of one token of each of several texts: attention alone is another.</summary>
    public static Graph Branches(Graph graph, long context)
    {
        var fused = new List<Node>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is CachedAttentionOp attention)
            {
                Attention(attention, node, fused, context, branches: true);
            }
            else
            {
                fused.Add(node);
            }
        }

        return graph with { Nodes = fused };
    }

    private static Node Product(LinearOp linear, Node node, List<Node> earlier, Dictionary<Value, int> uses)
    {
        Value?[] inputs = [node.Input(0), node.Input(1), node.Has(2) ? node.Inputs[2] : null, node.Has(3) ? node.Inputs[3] : null, null, null];
        RowNorm? norm = null;
        Node? producer = earlier.FirstOrDefault(each => each.Outputs.Contains(node.Input(0)));
        if (producer?.Op is LayerNormOp or RmsNormOp && producer.Output == node.Input(0) && uses[producer.Output] == 1 && RowProductKernel.Stages(node.Input(1).Type.Axes[1].Size.Constant))
        {
            earlier.Remove(producer);
            inputs[0] = producer.Input(0);
            inputs[4] = producer.Input(1);
            inputs[5] = producer.Op is LayerNormOp ? producer.Input(2) : null;
            norm = producer.Op is LayerNormOp layer ? new(true, layer.Epsilon) : new(false, ((RmsNormOp)producer.Op).Epsilon);
        }

        return new Node(new RowProductOp(linear.Activation, norm, isGated: false), inputs, [node.Output]);
    }

    private static Node? Gated(Node node, List<Node> earlier, Dictionary<Value, int> uses)
    {
        Node? producer = earlier.FirstOrDefault(each => each.Outputs.Contains(node.Input(0)));
        if (producer?.Op is not RowProductOp { Activation: Activation.None } product || producer.Has(3) || uses[producer.Output] != 1)
        {
            return null;
        }

        earlier.Remove(producer);
        return new Node(new RowProductOp(Activation.None, product.Norm, isGated: true), producer.Inputs, node.Outputs);
    }

    private static void Attention(CachedAttentionOp op, Node node, List<Node> fused, long context, bool branches = false)
    {
        var text = new AttentionText(op.Heads, Causal: true, op.RotaryBase, HasMask: false, Dropout: 0, context) { Window = op.Window, SoftCap = op.SoftCap };
        var attention = new StepAttentionOp(op, text, branches);
        var partial = new Value(node.Output.Name + "Splits", attention.InferTypes(node.Inputs)[0]);
        fused.Add(new Node(attention, node.Inputs, [partial]));
        fused.Add(new Node(new StepCombineOp(text, node.Output.Type, branches), [partial], node.Outputs));
    }
}
