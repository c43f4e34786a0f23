using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Ops.Rotary;

/// <summary>The inverse rotation of the gradient. Input: dy.</summary>
public sealed partial class RotaryGradientOp(HeadLayout heads, Rotation rotation) : GradientOp
{
    public HeadLayout Heads { get; } = heads;

    public Rotation Rotation { get; } = rotation;

    public override int MayOverwrite => 0;

    public override string Describe() => Heads.ToString();

    public override string Name => "rotary_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
