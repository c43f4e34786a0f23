using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Decoders;

/// <summary>One step after the other.</summary>
internal sealed class DecoderChain(IReadOnlyList<ITextDecoder> decoders) : ITextDecoder
{
    /// <inheritdoc/>
    public List<string> Apply(List<string> tokens)
    {
        foreach (ITextDecoder decoder in decoders) tokens = decoder.Apply(tokens);
        return tokens;
    }
}
