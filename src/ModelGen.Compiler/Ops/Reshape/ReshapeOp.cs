using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reshape;

/// <summary>The same values under another shape.</summary>
public sealed partial class ReshapeOp(TensorType type) : Op
{
    public TensorType Type { get; } = type;

    public override bool IsAlias => true;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new ReshapeOp(node.Input(0).Type), node.Input(0).GradientName(), outputGradient)];

    // Of what each step has.
    public override bool IsRowByRowOver(Node node, System.Func<Value, bool> isConstant) =>
        node.Input(0).Type.Axes.Count > 2 && Type.Axes.Count > 2 && node.Input(0).Type.Axes[0].Equals(Type.Axes[0]) && node.Input(0).Type.Axes[1].Equals(Type.Axes[1]);

    public override Dim Flops(Node node) => Dim.Zero;

    public override string Name => "reshape";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.Count.Equals(Type.Count), inputs);
        return [Type];
    }
}
