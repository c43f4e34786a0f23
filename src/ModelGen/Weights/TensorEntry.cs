using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Weights;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
public sealed class TensorEntry
{
    internal TensorEntry(string name, string typeName, long[] shape, long offset, long byteCount, long count)
        : this(name, typeName, ElementTypes.Parse(typeName), shape, offset, byteCount, count)
    {
    }

    internal TensorEntry(string name, string typeName, SafeTensorType type, long[] shape, long offset, long byteCount, long count)
    {
        (Name, TypeName, Shape, Offset, ByteCount, Count) = (name, typeName, shape, offset, byteCount, count);
        Type = type;
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public SafeTensorType Type { get; }

    /// <summary>The element type as the file writes it.</summary>
    public string TypeName { get; }

    /// <summary>Row-major sizes; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>Bytes in the file.</summary>
    public long ByteCount { get; }

    /// <summary>The first byte, counted from the end of the header.</summary>
    public long Offset { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {TypeName} {Describe(Shape)}";

    internal static string Describe(IReadOnlyList<long> shape)
    {
        string[] sizes = new string[shape.Count];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return "[" + string.Join(", ", sizes) + "]";
    }
}
