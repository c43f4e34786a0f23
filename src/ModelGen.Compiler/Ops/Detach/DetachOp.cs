using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Detach;

/// <summary>The same values, through which no gradient passes. Input: x.</summary>
public sealed partial class DetachOp : Op
{
    public override string Name => "detach";

    public override bool IsAlias => true;

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [null];

    public override Dim Flops(Node node) => Dim.Zero;
}
