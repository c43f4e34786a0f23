namespace ModelGen;

/// <summary>What training minimises: always the mean over everything that is counted.</summary>
public enum Loss
{
    /// <summary>−log softmax(logits)[class]: output [F:classes] with one class id per example, or [T, F:classes] with one per step.</summary>
    CrossEntropy,

    /// <summary>Output [F] of logits, targets 0..1 of the same shape: max(x, 0) − x·t + log(1 + e^−|x|).</summary>
    BinaryCrossEntropy,

    /// <summary>(y − t)², targets of exactly the output's shape.</summary>
    MeanSquaredError,

    /// <summary>|y − t|, targets of exactly the output's shape.</summary>
    MeanAbsoluteError,

    /// <summary>½(y − t)² where |y − t| ≤ 1, |y − t| − ½ beyond (Huber 1964); targets of exactly the output's shape.</summary>
    Huber,
}
