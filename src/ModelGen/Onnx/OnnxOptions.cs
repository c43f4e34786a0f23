namespace ModelGen.Onnx;

/// <summary>How a model is written as ONNX.</summary>
public sealed record OnnxOptions
{
    /// <summary>The output is probabilities, by the softmax or sigmoid that belongs to the model's loss, instead of logits.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Weights of more bytes in all lie in a file of their own beside the graph, <c>model.onnx.data</c>. At most what one protocol buffer holds: 2 GB less the graph.</summary>
    public long LargestFile { get; init; } = 1L << 30;
}
