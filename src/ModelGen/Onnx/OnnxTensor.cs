using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace ModelGen.Onnx;

/// <summary>A constant of the graph: its numbers are made when they are written.</summary>
/// <param name="Type">A member of TensorProto.DataType.</param>
/// <param name="Bytes">Little-endian, row-major.</param>
internal sealed record OnnxTensor(string Name, OnnxType Type, long[] Sizes, long Length, Func<byte[]> Bytes)
{
    public static OnnxTensor Of(string name, long[] sizes, Func<float[]> values) =>
        new(name, OnnxType.Float, sizes, sizeof(float) * Product(sizes), () => MemoryMarshal.AsBytes<float>(values()).ToArray());

    public static OnnxTensor Of(string name, long[] values, bool isScalar = false) =>
        new(name, OnnxType.Int64, isScalar ? [] : [values.Length], sizeof(long) * (long)values.Length, () => MemoryMarshal.AsBytes<long>(values).ToArray());

    public static OnnxTensor Of(string name, long[] sizes, double[] values) =>
        new(name, OnnxType.Double, sizes, sizeof(double) * (long)values.Length, () => MemoryMarshal.AsBytes<double>(values).ToArray());

    /// <summary>[1, texts].</summary>
    public static OnnxTensor Of(string name, IReadOnlyList<string> texts) => new(name, OnnxType.String, [1, texts.Count], 0, () => []) { Texts = texts };

    /// <summary>What texts say, which have fields of their own.</summary>
    private IReadOnlyList<string>? Texts { get; init; }

    /// <summary>TensorProto, with its data inside.</summary>
    public ProtoMessage Inside()
    {
        ProtoMessage message = Head();
        if (Texts is null) return message.Bytes(9, checked((int)Length), Bytes);
        foreach (string text in Texts) message.Text(6, text);
        return message;
    }

    /// <summary>TensorProto whose data lie in another file of the same folder.</summary>
    public ProtoMessage Outside(string file, long offset) => Head()
        .Message(13, Entry("location", file))
        .Message(13, Entry("offset", Text(offset)))
        .Message(13, Entry("length", Text(Length)))
        .Int(14, 1);

    private ProtoMessage Head()
    {
        ProtoMessage message = new();
        foreach (long size in Sizes) message.Int(1, size);
        return message.Int(2, (long)Type).Text(8, Name);
    }

    private static ProtoMessage Entry(string key, string value) => new ProtoMessage().Text(1, key).Text(2, value);

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static long Product(long[] sizes)
    {
        long product = 1;
        foreach (long size in sizes) product = checked(product * size);
        return product;
    }
}
