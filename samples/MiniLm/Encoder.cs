using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>all-MiniLM-L6-v2 (Wang et al. 2020, arXiv:2002.10957; Reimers and Gurevych 2019, arXiv:1908.10084): a sentence becomes a vector of length 1.</summary>
[Pretrained("../../samples/MiniLm/config.json", Head = Head.Embedding)]
public partial class MiniLm;

/// <summary>Texts to vectors.</summary>
internal sealed class Encoder
{
    /// <summary>Numbers of a vector.</summary>
    public const int Width = 384;

    private const int Longest = 256; // tokens, as sentence-transformers cuts for this model
    private const int BatchTokens = 4096;

    private readonly PretrainedTokenizer _tokenizer = PretrainedTokenizer.Load(MiniLmFiles.Vocabulary);
    private readonly MiniLm _model = new(MiniLmFiles.Weights);

    /// <summary>One row for each text, [texts, 384].</summary>
    /// <remarks>Texts of like length go together: padding costs as much as words.</remarks>
    public float[] Encode(IReadOnlyList<string> texts)
    {
        EncodingOptions options = new() { Maximum = Longest };
        (int Index, int Length)[] order = [.. texts.Select((text, i) => (i, _tokenizer.Tokenize(text, options: options).Ids.Length)).OrderBy(pair => pair.Length)];
        float[] vectors = new float[texts.Count * Width];
        for (int first = 0, count; first < order.Length; first += count)
        {
            // The next text would be the longest.
            for (count = 1; first + count < order.Length && (count + 1) * order[first + count].Length <= BatchTokens;) count++;
            TokenizedBatch batch = _tokenizer.TokenizeBatch([.. order.AsSpan(first, count).ToArray().Select(pair => texts[pair.Index])], options);
            float[] rows = new float[count * Width];
            _model.Predict(batch.Ids).FlattenTo(rows);
            for (int i = 0; i < count; i++) rows.AsSpan(i * Width, Width).CopyTo(vectors.AsSpan(order[first + i].Index * Width));
        }

        return vectors;
    }
}
