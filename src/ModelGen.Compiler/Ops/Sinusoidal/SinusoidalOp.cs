using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Sinusoidal;

/// <summary>Adds sines and cosines of the position (Vaswani et al. 2017, section 3.5).</summary>
public sealed partial class SinusoidalOp(bool atPosition = false) : Op
{
    /// <summary>The first row stands at the decoder's position instead of 0.</summary>
    public bool AtPosition { get; } = atPosition;

    public override int MayOverwrite => 0;

    public override string Describe() => AtPosition ? "at position" : "";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [outputGradient];

    public override string Name => "sinusoidal";

    public override bool IsRowByRow => true;

    // Places are of the row, not of a text.
    public override bool KeepsTextsApart(Node node) => false;

    public override Op Decoding(int slot) => new SinusoidalOp(atPosition: true);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
