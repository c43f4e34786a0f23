using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Dropout;

/// <summary>Zeroes a share of the values and scales up the rest (Srivastava et al. 2014); training only. The random stream is a function of a key and the position, so backward makes the same mask again.</summary>
public sealed partial class DropoutOp(double rate, int site) : Op
{
    public double Rate { get; } = rate;

    /// <summary>Distinguishes random streams within one graph.</summary>
    public int Site { get; } = site;

    public override int MayOverwrite => 0;

    public override string Describe() => $"rate = {Number(Rate)}, site = {Site}";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new DropoutOp(Rate, Site), node.Input(0).GradientName(), outputGradient)];

    public override string Name => "dropout";

    public override bool IsRandom => true;

    public override (Op? Op, IReadOnlyList<Value?> Inputs) Prediction(IReadOnlyList<Value?> inputs) => (null, inputs);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
