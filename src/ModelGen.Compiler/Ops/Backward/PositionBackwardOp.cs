using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>Adds the sum of dy over the batch into the position table's gradient. Inputs: dy, table.</summary>
public sealed class PositionBackwardOp : Op
{
    public override bool HasEffect => true;

    public override string Name => "position_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];

    public override void Emit(Emitter emitter, Node node) => emitter.PositionBackward(this, node);
}
