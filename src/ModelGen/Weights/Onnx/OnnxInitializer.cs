namespace ModelGen.Weights.Onnx;

/// <summary>A constant of an ONNX graph, and where its bytes are.</summary>
/// <param name="Type">Other for what is no real number, or does not stand as plain bytes.</param>
/// <param name="File">Null: the model's own; else the file beside it.</param>
/// <param name="Offset">In that file.</param>
internal sealed record OnnxInitializer(string Name, SafeTensorType Type, long[] Shape, long Count, string? File, long Offset);
