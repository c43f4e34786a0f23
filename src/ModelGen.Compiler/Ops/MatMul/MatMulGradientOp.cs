using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.MatMul;

/// <summary>dy · bᵀ of the first operand, aᵀ · dy of the second; summed over the batch where the operand is the same for all examples. Inputs: dy, the other operand.</summary>
public sealed partial class MatMulGradientOp(bool isFirst, TensorType type) : GradientOp
{
    public bool IsFirst { get; } = isFirst;

    public TensorType Type { get; } = type;

    public override string Name => "matmul_backward";

    public override string Describe() => IsFirst ? "first" : "second";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Value own = new("own", Type);
        Require(new MatMulOp().InferTypes(IsFirst ? [own, inputs[1]] : [inputs[1], own]).Single().Equals(inputs[0]!.Type), inputs);
        return [Type];
    }
}
