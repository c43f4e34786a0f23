using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Ops.Rotary;

/// <summary>Rotary position embedding of queries and keys in a packed [q | k | v] (Su et al. 2021, arXiv:2104.09864; element i pairs with i + size/2, as Hugging Face does).</summary>
public sealed partial class RotaryOp(HeadLayout heads, Rotation rotation, bool atPosition = false) : Op
{
    public HeadLayout Heads { get; } = heads;

    public Rotation Rotation { get; } = rotation;

    /// <summary>See <see cref="Rotation.IsPlain"/>.</summary>
    public bool IsPlain => Rotation.IsPlain(Heads.Size);

    /// <summary>The first row stands at the decoder's position instead of 0.</summary>
    public bool AtPosition { get; } = atPosition;

    public override int MayOverwrite => 0;

    public override string Describe() => $"{Heads}, {(Rotation.Turned < Heads.Size ? $"{Rotation.Turned} of {Heads.Size}, " : "")}{Rotation}{(AtPosition ? ", at position" : "")}";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new RotaryGradientOp(Heads, Rotation), node.Input(0).GradientName(), outputGradient)];

    public override Dim Flops(Node node) => node.Output.Type.Count * 3;

    public override string Name => "rotary";

    public override bool IsRowByRow => true;

    public override Op Decoding(int slot) => new RotaryOp(Heads, Rotation, atPosition: true);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
