using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Numbers;

/// <summary>Ids as numbers. Input: ids below 2²⁴, which floats hold exactly.</summary>
public sealed partial class NumbersOp : Op
{
    public override string Name => "numbers";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.DType == DType.I32, inputs);
        return [new(DType.F32, inputs[0]!.Type.Axes)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [null];

    public override Dim Flops(Node node) => Dim.Zero;
}
