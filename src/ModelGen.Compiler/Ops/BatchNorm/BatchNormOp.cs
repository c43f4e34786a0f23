using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchNorm;

/// <summary>Batch normalisation while training (Ioffe and Szegedy 2015, arXiv:1502.03167): each feature, or channel of an image, over the batch. Moves the running statistics. Inputs: x, gain, bias, running mean, running variance, mask or null (padded steps are no part of the statistics). Outputs: y, and each channel's mean and inverse deviation.</summary>
public sealed partial class BatchNormOp(double epsilon, double momentum) : Op
{
    public double Epsilon { get; } = epsilon;

    public double Momentum { get; } = momentum;

    public override string Name => "batch_norm";

    public override string OutputSuffix(int output) => output switch { 0 => "", 1 => "Mean", _ => "Inverse" };

    public override string Describe() => $"momentum = {Number(Momentum)}";

    // Without the mask: running statistics are taken whatever is padding.
    public override (Op? Op, IReadOnlyList<Value?> Inputs) Prediction(IReadOnlyList<Value?> inputs) =>
        (new BatchNormPredictionOp(Epsilon), [inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]]);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type, inputs[1]!.Type, inputs[1]!.Type];

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        Value dx = builder.Add(new BatchNormGradientOp(), x.GradientName(), outputGradient, x, node.Input(1), node.Input(2), node.Outputs[1], node.Outputs[2], node.Input(3), node.Inputs[5]);
        return [dx, null, null, null, null, null];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * 8;
}
