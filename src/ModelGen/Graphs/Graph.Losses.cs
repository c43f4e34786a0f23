namespace ModelGen;

public static partial class Graph
{
    /// <summary>Softmax cross-entropy of logits and class ids.</summary>
    /// <param name="logits">[F] or [T, F].</param>
    /// <param name="ids">i32[] or i32[T], below F.</param>
    /// <param name="labelSmoothing">The share of the target that is spread over all classes, 0 ≤ ε &lt; 1.</param>
    /// <param name="ignoreIndex">The id that does not count.</param>
    /// <param name="classWeights">A weight for each class; null: all weigh the same.</param>
    /// <param name="reduction">What is made of the terms.</param>
    public static Symbol CrossEntropy(Symbol logits, Symbol ids, double labelSmoothing = 0, int ignoreIndex = -100, double[]? classWeights = null, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>Cross-entropy of sigmoid(logits) and numbers from 0 to 1.</summary>
    /// <param name="logits">Of any axes.</param>
    /// <param name="targets">Of the same type.</param>
    /// <param name="reduction">What is made of the terms.</param>
    public static Symbol BinaryCrossEntropy(Symbol logits, Symbol targets, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>(output − target)².</summary>
    /// <param name="output">Of any axes.</param>
    /// <param name="target">Of the same type.</param>
    /// <param name="reduction">What is made of the terms.</param>
    public static Symbol MeanSquaredError(Symbol output, Symbol target, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>|output − target|.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static Symbol MeanAbsoluteError(Symbol output, Symbol target, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>d²/2 where |d| = |output − target| is at most 1, |d| − 1/2 beyond (Huber 1964).</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static Symbol Huber(Symbol output, Symbol target, Reduction reduction = Reduction.Mean) => Read();
}
