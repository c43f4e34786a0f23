using System.Collections.Generic;

namespace ModelGen.Decoding;

/// <summary>How the next token is chosen from logits.</summary>
/// <param name="Temperature">Logits are divided by it: 0 takes the most likely token, 1 samples the model's own distribution.</param>
/// <param name="TopK">Only the k most likely tokens are candidates; 0: all.</param>
/// <param name="TopP">Only the most likely tokens that together reach this probability are candidates; 1: all.</param>
/// <param name="Seed">The seed of the choices.</param>
/// <param name="RepetitionPenalty">Above 0. Before all else, logits of tokens that the text has already are divided by it where they are positive and multiplied where they are negative; 1: none (Keskar et al. 2019, arXiv:1909.05858).</param>
public sealed record SamplingOptions(float Temperature = 1, int TopK = 0, float TopP = 1, ulong Seed = 0, float RepetitionPenalty = 1)
{
    /// <summary>Always the most likely token.</summary>
    public static SamplingOptions Greedy { get; } = new(Temperature: 0);

    /// <summary>A text ends where its last generated tokens are one of these; they are part of the result.</summary>
    public IReadOnlyList<int[]> StopSequences { get; init; } = [];
}
