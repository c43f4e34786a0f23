using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Repeat;

/// <summary>Calls a block once, or n times in a row with parameters of each copy's own. Inputs: x, which goes from copy to copy, and what all copies share: other values, masks; at last the mask of later copies, where it is another (<see cref="CopyInputs"/>).</summary>
public sealed partial class RepeatOp(ChildGraph child) : Op
{
    public ChildGraph Child { get; } = child;

    public override string Describe() => $"@{Child.Graph.Name} x {Child.Count}";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Node backward = builder.AddNode(new RepeatGradientOp(Child, node), node.Input(0).GradientName(), [outputGradient, .. node.Inputs]);
        int next = 0;
        return [.. node.Inputs.Select((_, i) => i < Child.Graph.Inputs.Count && Child.Graph.Inputs[i].Declaration!.HasGradient ? backward.Outputs[next++] : null)];
    }

    public override string Name => "repeat";

    public override bool IsRowByRow => true;

    public override ChildGraph Callee => Child;

    public override Op Calling(ChildGraph child) => new RepeatOp(child);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Child.Graph.Outputs.Count == 1 && CopyInputs.Fit(Child, inputs), inputs);
        return [Child.Graph.Outputs[0].Type];
    }

    // What the windows of one copy leave; those of others find it so.
    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output)
    {
        Mask? mask = Child.Graph.Outputs[0].Mask is null ? null : inputs[0]!.Mask;
        IReadOnlyList<Op> windows = mask is null ? [] : Child.Graph.Outputs[0].Mask!.Since(Child.Graph.Inputs[0].Mask);
        return mask is null || windows.Count == 0 ? mask : windows.Aggregate(mask, (before, op) => before.Through(op));
    }
}
