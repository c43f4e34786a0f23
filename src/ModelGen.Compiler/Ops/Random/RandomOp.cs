using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Random;

/// <summary>Random numbers, in training and in prediction: a function of a key and of the place. Input: a value of the same axes.</summary>
/// <param name="isNormal">Of mean 0 and variance 1; otherwise uniform on [0, 1).</param>
/// <param name="site">Distinguishes random streams within one graph.</param>
public sealed partial class RandomOp(bool isNormal, int site) : Op
{
    public bool IsNormal { get; } = isNormal;

    public int Site { get; } = site;

    public override string Name => IsNormal ? "normal" : "uniform";

    public override string Describe() => $"site = {Site}";

    public override bool IsRandom => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [new(DType.F32, inputs[0]!.Type.Axes)];

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [null];
}
