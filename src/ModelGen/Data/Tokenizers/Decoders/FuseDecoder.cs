using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Decoders;

/// <summary>Makes one text of all tokens.</summary>
internal sealed class FuseDecoder : ITextDecoder
{
    /// <inheritdoc/>
    public List<string> Apply(List<string> tokens) => [string.Concat(tokens)];
}
