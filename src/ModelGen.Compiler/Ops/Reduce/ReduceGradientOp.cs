using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reduce;

/// <summary>The gradient of a reduction: to each number (sum), shared out evenly (mean), or to the first of the greatest or least; 0 at padding. Inputs: dy, x and y (of an extreme only), mask or null.</summary>
public sealed partial class ReduceGradientOp(ReduceKind kind, int first, int count, TensorType type) : GradientOp
{
    public ReduceKind Kind { get; } = kind;

    public int First { get; } = first;

    public int Axes { get; } = count;

    public TensorType Type { get; } = type;

    public override string Name => "reduce_backward";

    public override string Describe() => $"{Kind.ToString().ToLowerInvariant()}, {ReduceSizes.Describe(First, Axes)}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.Equals(new ReduceOp(Kind, First, Axes).InferTypes([new Value("x", Type), inputs[3]])[0]) && (inputs[1] is null || inputs[1]!.Type.Equals(Type)), inputs);
        return [Type];
    }
}
