using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Position;

/// <summary>Adds the sum of dy over the batch into the position table's gradient. Inputs: dy, table.</summary>
public sealed partial class PositionGradientOp(long offset = 0) : GradientOp
{
    /// <inheritdoc cref="PositionOp.Offset"/>
    public long Offset { get; } = offset;

    public override bool HasEffect => true;

    public override string Name => "position_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
