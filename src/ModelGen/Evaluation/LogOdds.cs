using System;
using System.Numerics.Tensors;

namespace ModelGen.Evaluation;

/// <summary>The log-odds of each class against all others: what examples are ranked by.</summary>
/// <remarks>Probabilities of sure answers are all 1, whatever the logits are; their log-odds still differ. Two examples with the same probabilities have the same bits here, so that ties are ties: logits enter
/// as distances from the largest, which are exact, and sums run from small to large, whatever the order of the classes is.</remarks>
internal static class LogOdds
{
    /// <param name="logits">[classes], at least 2.</param>
    /// <param name="odds">[classes]: x - log Σ exp(others).</param>
    /// <param name="scratch">[classes].</param>
    /// <returns>log Σ exp(logit - largest), of all classes.</returns>
    public static double Of(ReadOnlySpan<float> logits, Span<double> odds, Span<double> scratch)
    {
        int best = TensorPrimitives.IndexOfMax(logits);
        double total = Sum(logits, logits[best], -1, scratch);
        for (int i = 0; i < odds.Length; i++)
        {
            double distance = (double)logits[i] - logits[best];
            // What is left of the total holds the largest, 1, and what is taken away is not more: no digits are lost.
            if (i != best) odds[i] = distance - Math.Log(total - Math.Exp(distance));
        }

        float second = float.NegativeInfinity;
        for (int i = 0; i < logits.Length; i++)
        {
            if (i != best) second = Math.Max(second, logits[i]);
        }

        odds[best] = ((double)logits[best] - second) - Math.Log(Sum(logits, second, best, scratch));
        return Math.Log(total);
    }

    private static double Sum(ReadOnlySpan<float> logits, double largest, int without, Span<double> scratch)
    {
        int count = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (i != without) scratch[count++] = Math.Exp((double)logits[i] - largest);
        }

        scratch[..count].Sort();
        double sum = 0;
        for (int i = 0; i < count; i++) sum += scratch[i];
        return sum;
    }
}
