using System;

namespace ModelGen.Evaluation;

/// <summary>Places of classes by their logits.</summary>
internal static class Ranks
{
    /// <summary>How many classes come before this one: those with a larger logit, and those with the same one and a lower id.</summary>
    public static int Of(ReadOnlySpan<float> logits, int label)
    {
        int before = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > logits[label] || (logits[i] == logits[label] && i < label)) before++;
        }

        return before;
    }
}
