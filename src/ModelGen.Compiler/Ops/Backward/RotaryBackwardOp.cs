using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The inverse rotation of the gradient. Input: dy.</summary>
public sealed class RotaryBackwardOp(HeadLayout heads, double rotaryBase) : Op
{
    public HeadLayout Heads { get; } = heads;

    public double Base { get; } = rotaryBase;

    public override int MayOverwrite => 0;

    public override string Describe() => Heads.ToString();

    public override string Name => "rotary_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.RotaryBackward(this, node);
}
