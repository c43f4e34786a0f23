using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The losses, by the members of the runtime's enum Loss.</summary>
internal static class LossTable
{
    /// <returns>Null for a loss that the compiler does not know.</returns>
    public static LossOp? Of(LayerSpec? spec) =>
        spec?.Text("loss") is { } loss ? Of(loss, spec.Real("LabelSmoothing", 0), spec.Int("IgnoreIndex", -100), spec.Reals("ClassWeights"), Reduction.Mean) : null;

    /// <inheritdoc cref="Of(LayerSpec?)"/>
    public static LossOp? Of(string loss, double smoothing, long ignored, EquatableArray<double> classWeights, Reduction reduction) => loss switch
    {
        "CrossEntropy" => new CrossEntropyOp(smoothing, ignored, classWeights, reduction),
        "BinaryCrossEntropy" => new BinaryCrossEntropyOp(reduction),
        "MeanSquaredError" => new MeanSquaredErrorOp(reduction),
        "MeanAbsoluteError" => new MeanAbsoluteErrorOp(reduction),
        "Huber" => new HuberOp(reduction),
        _ => null,
    };
}
