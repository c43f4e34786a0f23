using System;
using System.Collections.Generic;

namespace ModelGen.Data;

/// <summary>A text, or two, as a model gets it.</summary>
/// <param name="Ids">The ids, with what the tokenizer puts around the texts.</param>
/// <param name="Types">Of each id to which text it belongs, as the model was trained to be told: <c>token_type_ids</c>.</param>
public sealed record TokenizedText(int[] Ids, int[] Types)
{
    /// <summary>Of each id where in its text it comes from.</summary>
    public IReadOnlyList<TokenOffset> Offsets { get; init; } = [];
}
