namespace ModelGen.Weights.Onnx;

/// <summary>A field of a protocol buffer message, as it stands in a file.</summary>
/// <param name="Number">Of the field.</param>
/// <param name="Value">Of a number; 0 for bytes.</param>
/// <param name="Start">Where bytes begin in the file; -1 for a number.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct ProtoField(int Number, ulong Value, long Start, long Length)
{
    public bool IsBytes => Start >= 0;

    public long End => Start + Length;
}
