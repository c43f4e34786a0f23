using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>Adds into the gradients of a convolution over time. Inputs: dy, x, weight, bias or null, mask or null.</summary>
public sealed class Conv1dBackwardWeightOp(TimeWindows windows) : Op
{
    public TimeWindows Windows { get; } = windows;

    public override bool HasEffect => true;

    public override string Name => "conv1d_backward_weight";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];

    public override void Emit(Emitter emitter, Node node) => emitter.Conv1dBackwardWeight(this, node);
}
