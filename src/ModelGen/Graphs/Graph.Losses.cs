namespace ModelGen;

public static partial class Graph
{
    /// <summary>Softmax cross-entropy of logits and class ids, or of logits and probabilities (soft labels).</summary>
    /// <param name="logits">[F] or [T, F].</param>
    /// <param name="ids">i32[] or i32[T], below F; or probabilities of the same type as the logits, to which the next three arguments mean nothing.</param>
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

    /// <summary>−α (1 − p)^γ log p of the probability p that softmax(logits) gives the id (Lin et al. 2017, arXiv:1708.02002).</summary>
    /// <param name="logits">[F] or [T, F].</param>
    /// <param name="ids">i32[] or i32[T], below F.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="alpha">α.</param>
    /// <param name="ignoreIndex">The id that does not count.</param>
    /// <param name="reduction">What is made of the terms.</param>
    public static Symbol Focal(Symbol logits, Symbol ids, double gamma = 2, double alpha = 1, int ignoreIndex = -100, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>−α (1 − s)^γ log s where the target is 1, −(1 − α) s^γ log(1 − s) where it is 0; s = sigmoid(logit).</summary>
    /// <param name="logits">Of any axes.</param>
    /// <param name="targets">Of the same type.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="alpha">α.</param>
    /// <param name="reduction">What is made of the terms.</param>
    public static Symbol BinaryFocal(Symbol logits, Symbol targets, double gamma = 2, double alpha = 0.25, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>Σ p (log p − log q) over F, of p from q: both are probabilities (Kullback and Leibler 1951).</summary>
    public static Symbol KlDivergence(Symbol p, Symbol q, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>1 − cosine(a, b) over F.</summary>
    public static Symbol CosineDistance(Symbol a, Symbol b, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>max(0, |a − p| − |a − n| + margin), Euclidean distances over F (Schroff et al. 2015, arXiv:1503.03832).</summary>
    public static Symbol Triplet(Symbol anchor, Symbol positive, Symbol negative, double margin = 1, Reduction reduction = Reduction.Mean) => Read();

    /// <summary>The cross-entropy of each example's b among all b of the batch, by cosines divided by a temperature (van den Oord et al. 2018, arXiv:1807.03748).</summary>
    /// <param name="a">[F].</param>
    /// <param name="b">[F].</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="symmetric">The mean of both ways.</param>
    /// <param name="reduction">What is made of the terms.</param>
    public static Symbol InfoNce(Symbol a, Symbol b, double temperature = 0.07, bool symmetric = false, Reduction reduction = Reduction.Mean) => Read();
}
