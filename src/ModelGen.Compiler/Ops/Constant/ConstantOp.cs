using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ops.Constant;

/// <summary>Numbers that are known at compile time, the same for all examples. Input: any value, for its device.</summary>
/// <param name="type">Without the batch.</param>
public sealed partial class ConstantOp(EquatableArray<double> values, TensorType type) : Op
{
    public EquatableArray<double> Values { get; } = values;

    public TensorType Type { get; } = type;

    public override string Name => "constant";

    public override bool IsRowByRow => true;

    public override string Describe() => string.Join(", ", Values.Take(3).Select(Number)) + (Values.Count > 3 ? ", ..." : "");

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Type.Count.Equals(Dim.Of(Values.Count)), inputs);
        return [Type];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [null];

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;

    public override Dim Flops(Node node) => Dim.Zero;
}
