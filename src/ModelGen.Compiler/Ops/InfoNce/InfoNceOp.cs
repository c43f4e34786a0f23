using System.Collections.Generic;
using System.Globalization;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.InfoNce;

/// <summary>
/// -log softmax over the batch's b of cosine(a, b) / temperature, at each example's own b (van den Oord et al. 2018, arXiv:1807.03748): one number per example. Symmetric: the mean of that and the same over the batch's a.
/// Inputs: a, b.
/// </summary>
public sealed partial class InfoNceOp(double temperature, bool symmetric) : Op
{
    public double Temperature { get; } = temperature;

    public bool IsSymmetric { get; } = symmetric;

    public override string Name => "info_nce";

    public override string Describe() => "temperature = " + Temperature.ToString("R", CultureInfo.InvariantCulture) + (IsSymmetric ? ", symmetric" : "");

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType a = inputs[0]!.Type;
        Require(a.DType == DType.F32 && a.Axes.Count == 2 && inputs[1]!.Type == a, inputs);
        return [RowStatistic(a)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        builder.AddNode(new InfoNceGradientOp(this), node.Input(0).GradientName(), outputGradient, node.Input(0), node.Input(1)).Outputs;

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;

    public override Dim Flops(Node node) => node.Input(0).Type.Count * Dim.Of(Symbol.Batch) * 2;
}
