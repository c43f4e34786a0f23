using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Repeat;

/// <summary>The backward pass of a called block, copies in reverse order. Inputs: dy, and those of the call. Outputs: dx, and the gradient of each other input of numbers, summed over the copies.</summary>
public sealed partial class RepeatGradientOp(ChildGraph child, Node forward) : GradientOp
{
    public ChildGraph Child { get; } = child;

    /// <summary>The forward call, whose saved frames this reads.</summary>
    public Node Forward { get; } = forward;

    public override bool HasEffect => true;

    public override string Describe() => $"@{Child.Graph.Name} x {Child.Count}";

    public override string Name => "repeat_backward";

    public override string OutputSuffix(int output) => output == 0 ? "" : CSharpNames.Pascal(Child.Graph.Inputs.Where(input => input.Declaration!.HasGradient).ElementAt(output).Name);

    public override ChildGraph Callee => Child;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.Equals(Child.Graph.Outputs[0].Type) && CopyInputs.Fit(Child, [.. inputs.Skip(1)]), inputs);
        return [.. Child.Graph.Inputs.Where(input => input.Declaration!.HasGradient).Select(input => input.Type)];
    }
}
