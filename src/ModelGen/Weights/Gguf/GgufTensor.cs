namespace ModelGen.Weights.Gguf;

/// <summary>A tensor as a file's list has it.</summary>
/// <param name="Shape">Row-major.</param>
/// <param name="Offset">Its first byte, counted from the begin of the data.</param>
internal sealed record GgufTensor(string Name, long[] Shape, GgufElement Element, long Count, long Offset)
{
    public long Bytes => Count / Element.Block * Element.Bytes;
}
