using System.Collections.Generic;

namespace ModelGen.Decoding;

/// <summary>How beam search chooses.</summary>
/// <param name="Width">Continuations that are followed at once.</param>
/// <param name="LengthPenalty">A text's score is its log-probability divided by its length to this power: 0 ranks by probability, more favours longer texts.</param>
/// <param name="EndToken">The token that ends a text; it is part of it. -1: texts end with their length.</param>
/// <param name="RepetitionPenalty">As <see cref="SamplingOptions.RepetitionPenalty"/>, for each text by itself, before logits become probabilities; 1: none.</param>
public sealed record BeamOptions(int Width = 4, float LengthPenalty = 1, int EndToken = -1, float RepetitionPenalty = 1)
{
    /// <summary>A text ends where its last generated tokens are one of these; they are part of it.</summary>
    public IReadOnlyList<int[]> StopSequences { get; init; } = [];
}
