using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Add;

/// <summary>y = a + b for operands of one type.</summary>
public sealed partial class AddOp : Op
{
    public override int MayOverwrite => 0;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [outputGradient, outputGradient];

    public override string Name => "add";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.Equals(inputs[1]!.Type), inputs);
        return [inputs[0]!.Type];
    }
}
