using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>A model's loss, and the rules of its targets, which all targets of the compiler follow.</summary>
/// <param name="Kind">A member of the runtime's enum Loss, by its name.</param>
public sealed record LossDecl(string Kind, double LabelSmoothing, long IgnoreIndex)
{
    /// <summary>Targets are class ids, one for each row of logits.</summary>
    public bool TakesIds => IsOverIds(Kind);

    /// <summary>Targets are numbers from 0 to 1.</summary>
    public bool TakesProbabilities => Classifies && !TakesIds;

    /// <summary>The loss makes probabilities of outputs.</summary>
    public bool Classifies => IsOverLogits(Kind);

    public static bool IsOverIds(string? kind) => kind == "CrossEntropy";

    public static bool IsOverLogits(string? kind) => kind is "CrossEntropy" or "BinaryCrossEntropy";

    /// <summary>The targets of a batch: ids without the last axis, or numbers of the output's own shape.</summary>
    public TensorType TargetOf(TensorType output) => TakesIds ? new(DType.I32, new([.. output.Axes.Take(output.Axes.Count - 1)])) : output;
}
