using System;
using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Decoders;

/// <summary>Changes each token by itself.</summary>
/// <param name="change">Gets the token, and whether it is the first and the last.</param>
internal sealed class TokenwiseDecoder(Func<string, bool, bool, string> change) : ITextDecoder
{
    /// <inheritdoc/>
    public List<string> Apply(List<string> tokens)
    {
        List<string> result = new(tokens.Count);
        for (int i = 0; i < tokens.Count; i++) result.Add(change(tokens[i], i == 0, i == tokens.Count - 1));
        return result;
    }
}
