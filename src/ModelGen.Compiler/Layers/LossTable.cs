using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The losses, by the members of the runtime's enum Loss.</summary>
internal static class LossTable
{
    /// <returns>Null for a loss that the compiler does not know.</returns>
    public static LossOp? Of(LayerSpec? spec) => spec?.Text("loss") switch
    {
        "CrossEntropy" => new CrossEntropyOp(spec.Real("LabelSmoothing", 0), spec.Int("IgnoreIndex", -100), spec.Reals("ClassWeights")),
        "BinaryCrossEntropy" => new BinaryCrossEntropyOp(),
        "MeanSquaredError" => new MeanSquaredErrorOp(),
        "MeanAbsoluteError" => new MeanAbsoluteErrorOp(),
        "Huber" => new HuberOp(),
        _ => null,
    };
}
