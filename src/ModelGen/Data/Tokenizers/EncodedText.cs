using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers;

/// <summary>The tokens of a text, and where in it each comes from.</summary>
internal sealed record EncodedText(List<int> Ids, List<(int Start, int End)> Places);
