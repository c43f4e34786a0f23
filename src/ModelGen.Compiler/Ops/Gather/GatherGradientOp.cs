using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Gather;

/// <summary>Each row of the table gets the sum of the gradients of all places that took it. Inputs: dy, ids.</summary>
public sealed partial class GatherGradientOp(TensorType table) : GradientOp
{
    public TensorType Table { get; } = table;

    public override string Name => "gather_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(new GatherOp().InferTypes([new Value("table", Table), inputs[1]])[0].Equals(inputs[0]!.Type), inputs);
        return [Table];
    }
}
