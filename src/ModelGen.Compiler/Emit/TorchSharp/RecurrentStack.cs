using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>
/// What one recurrent layer was lowered to, seen as one module of libtorch again: the projections, recurrences and concatenations of all its stacked layers and
/// directions, which have the module's name in common.
/// </summary>
/// <param name="IsLastState">The output is the last state of both directions, side by side. In one direction, taking it is a node of its own.</param>
/// <param name="Nodes">In the graph's order.</param>
internal sealed record RecurrentStack(
    RecurrentKind Kind, long Hidden, int Layers, bool IsBidirectional, bool IsLastState, Value X, Value? Mask, Value Output, IReadOnlyList<Value> Parameters, IReadOnlyList<Node> Nodes)
{
    /// <summary>Features of a step of the input.</summary>
    public long Width => X.Type.Last.Size.Constant;

    /// <summary>The states of all steps: [B, T, hidden], or twice that.</summary>
    public TensorType StatesType => X.Type.WithLast(Axis.Feature(IsBidirectional ? 2 * Hidden : Hidden));

    /// <summary>All recurrent layers of a graph.</summary>
    public static IReadOnlyList<RecurrentStack> FindAll(IReadOnlyList<Node> nodes)
    {
        var producers = nodes.SelectMany(node => node.Outputs, (node, output) => (node, output)).ToDictionary(pair => pair.output, pair => pair.node);
        return [.. nodes.Where(node => node.Op is RecurrentOp).GroupBy(node => TorchLeaves.Stem(node.Input(1).Parameter!.File)).Select(group => Of([.. group], nodes, producers))];
    }

    private static RecurrentStack Of(IReadOnlyList<Node> steps, IReadOnlyList<Node> nodes, Dictionary<Value, Node> producers)
    {
        var op = (RecurrentOp)steps[0].Op;
        var states = new HashSet<Value>(steps.Select(step => step.Output));
        List<Node> joins = [.. nodes.Where(node => node.Op is ConcatenateOp && states.Contains(States(node.Input(0))))];
        var own = new HashSet<Node>([.. steps, .. steps.Select(step => producers[step.Input(0)]), .. joins, .. joins.SelectMany(join => join.Inputs).Select(input => producers[input!]).Where(IsTake)]);
        Value output = joins.Count > 0 ? joins[joins.Count - 1].Output : steps[steps.Count - 1].Output;
        return new(
            op.Kind,
            op.Hidden,
            joins.Count > 0 ? joins.Count : steps.Count,
            joins.Count > 0,
            !output.Type.HasTime,
            producers[steps[0].Input(0)].Input(0),
            steps[0].Inputs[3],
            output,
            [.. own.SelectMany(node => node.Inputs).Where(input => input is { Parameter: not null }).Select(input => input!)],
            [.. nodes.Where(own.Contains)]);

        Value States(Value side) => producers.TryGetValue(side, out Node? producer) && IsTake(producer) ? producer.Input(0) : side;
    }

    private static bool IsTake(Node node) => node.Op is TakeFirstOp or TakeLastOp;
}
