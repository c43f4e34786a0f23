using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Decoders;

/// <summary>A step from tokens back to a text: the texts that come out are joined.</summary>
internal interface ITextDecoder
{
    /// <summary>Changes the texts of tokens.</summary>
    List<string> Apply(List<string> tokens);
}
