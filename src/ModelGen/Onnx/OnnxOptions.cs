using ModelGen.Tables;

namespace ModelGen.Onnx;

/// <summary>How a model is written as ONNX.</summary>
public sealed record OnnxOptions
{
    /// <summary>The output is probabilities, by the softmax or sigmoid that belongs to the model's loss, instead of logits.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Weights of more bytes in all lie in a file of their own beside the graph, <c>model.onnx.data</c>. At most what one protocol buffer holds: 2 GB less the graph.</summary>
    public long LargestFile { get; init; } = 1L << 30;

    /// <summary>The set of operators, 17 to 21: an older one is for runtimes that know no newer. Exporting says which operator asks for more.</summary>
    public int Opset { get; init; } = OnnxOpset.Newest;

    /// <summary>
    /// What the rows of a table go through before the model: the file's inputs are then the columns by their names, [batch, 1] each, numbers in double precision (NaN: missing) and categories as texts without
    /// spaces around them (empty: missing), and numbers to foretell come out in their own units. What the pipeline refuses makes the whole row NaN.
    /// </summary>
    public FittedTablePipeline? Pipeline { get; init; }

    /// <summary>
    /// A decoder's file goes on from what it has seen: inputs <c>past.N.key</c> and <c>past.N.value</c> [batch, heads, past, size] of each attention N, empty at the beginning of a text, and outputs <c>present.N.key</c>
    /// and <c>present.N.value</c>, which are the next call's past.
    /// </summary>
    public bool Cache { get; init; }

    /// <summary>
    /// Products with small matrices of 8 or 4 bits are MatMulNBits of the domain com.microsoft, which ONNX Runtime computes with activations of 32 bits and without making floats of the matrix. Otherwise they are
    /// standard operators behind a DequantizeLinear, of which ONNX Runtime makes the same with activations of 8 bits, unless its session option <c>session.qdq_matmulnbits_accuracy_level</c> is 1.
    /// </summary>
    public bool MatMulNBits { get; init; }
}
