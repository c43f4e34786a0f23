using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Repeat;

/// <summary>The backward pass of a called block, copies in reverse order. Inputs: dy, x, mask if the block takes one.</summary>
public sealed partial class RepeatGradientOp(ChildGraph child, Node forward) : GradientOp
{
    public ChildGraph Child { get; } = child;

    /// <summary>The forward call, whose saved frames this reads.</summary>
    public Node Forward { get; } = forward;

    public override bool HasEffect => true;

    public override string Describe() => $"@{Child.Graph.Name} x {Child.Count}";

    public override string Name => "repeat_backward";

    public override ChildGraph Callee => Child;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.Equals(Child.Graph.Outputs[0].Type) && inputs[1]!.Type.Equals(Child.Graph.Inputs[0].Type), inputs);
        return [inputs[1]!.Type];
    }
}
