using System.Collections.Generic;
using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Texts of one length, as a model gets them.</summary>
/// <param name="Ids">[texts, length]; padding has the padding's id.</param>
/// <param name="Types">[texts, length]: to which text of a pair each id belongs.</param>
/// <param name="Mask">[texts, length]: 1, and 0 for padding.</param>
/// <param name="Texts">The same without padding.</param>
public sealed record TokenizedBatch(Tensor<int> Ids, Tensor<int> Types, Tensor<int> Mask, IReadOnlyList<TokenizedText> Texts);
