using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Losses of an output and a target of the same shape, number by number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum PairLossKind
{
    /// <summary>Of logits.</summary>
    BinaryCrossEntropy,

    /// <summary>The same with the targets first, with respect to which its gradient is.</summary>
    BinaryCrossEntropyOfTargets,

    /// <summary>(x - t)².</summary>
    MeanSquaredError,

    /// <summary>|x - t|.</summary>
    MeanAbsoluteError,

    /// <summary>½(x - t)² where |x - t| ≤ 1, |x - t| - ½ beyond.</summary>
    Huber,
}
