using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModelGen.Weights;

/// <summary>The values of a tensor, asked for when it is written.</summary>
public delegate ReadOnlySpan<float> FloatSource();

/// <summary>The bytes of a row, asked for when it is written.</summary>
internal delegate ReadOnlySpan<byte> RowBytes(int row);

/// <summary>Collects tensors and writes them as one safetensors file.</summary>
public sealed class SafeTensorsWriter
{
    private const int ChunkFloats = 1 << 16;

    private readonly List<Item> _items = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Notes for the file's header.</summary>
    /// <remarks>Hugging Face's loaders refuse a file without <c>format</c>; it starts as <c>pt</c>.</remarks>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" };

    /// <summary>Adds a tensor of floats.</summary>
    /// <param name="name">A name that the file does not have yet.</param>
    /// <param name="shape">Row-major sizes; empty for a scalar.</param>
    /// <param name="source">Gives the values, row-major, when the file is written.</param>
    /// <param name="type">F32, or F16 or BF16, rounded to nearest.</param>
    public void Add(string name, ReadOnlySpan<int> shape, FloatSource source, SafeTensorType type = SafeTensorType.F32)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (type is not (SafeTensorType.F32 or SafeTensorType.F16 or SafeTensorType.BF16)) throw new ArgumentOutOfRangeException(nameof(type), "Floats are written as F32, F16 or BF16");
        Add(name, shape, type, (stream, count) => WriteFloats(stream, source(), type, count, name));
    }

    /// <summary>Adds a tensor of 32-bit integers.</summary>
    public void Add(string name, ReadOnlySpan<int> shape, int[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Add(name, shape, SafeTensorType.I32, (stream, count) =>
        {
            Check(name, values.Length, count);
            int[] ordered = values;
            if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, ordered = new int[values.Length]);
            stream.Write(MemoryMarshal.AsBytes(ordered.AsSpan()));
        });
    }

    /// <summary>Adds a tensor whose bytes are written row by row.</summary>
    /// <param name="row">Gives the bytes of a row, little-endian.</param>
    internal void Add(string name, ReadOnlySpan<int> shape, SafeTensorType type, RowBytes row)
    {
        int rows = shape[0];
        Add(name, shape, type, (stream, _) =>
        {
            for (int i = 0; i < rows; i++) stream.Write(row(i));
        });
    }

    /// <summary>Adds a tensor of 64-bit integers.</summary>
    public void Add(string name, ReadOnlySpan<int> shape, long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Add(name, shape, SafeTensorType.I64, (stream, count) =>
        {
            Check(name, values.Length, count);
            long[] ordered = values;
            if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, ordered = new long[values.Length]);
            stream.Write(MemoryMarshal.AsBytes(ordered.AsSpan()));
        });
    }

    /// <summary>Writes the file beside <paramref name="path"/>, flushes it to disk and puts it in its place.</summary>
    /// <exception cref="IOException">It cannot be written; a file that was there is unchanged.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the file's bytes.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // As in the reference implementation wide elements come first, so that every tensor is aligned to its element.
        List<Item> items = [.. _items];
        items.Sort((a, b) => a.Size != b.Size ? b.Size.CompareTo(a.Size) : a.Order.CompareTo(b.Order));
        ReadOnlySpan<byte> json = Header(items).WrittenSpan;
        Span<byte> length = stackalloc byte[8];
        int padding = -json.Length & 7;
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        stream.Write(length);
        stream.Write(json);
        stream.Write("       "u8[..padding]);
        foreach (Item item in items) item.Write(stream, item.Count);
    }

    private ArrayBufferWriter<byte> Header(List<Item> items)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer);
        json.WriteStartObject();
        json.WriteStartObject("__metadata__");
        foreach ((string key, string value) in Metadata) json.WriteString(key, value);
        json.WriteEndObject();
        long offset = 0;
        foreach (Item item in items)
        {
            json.WriteStartObject(item.Name);
            json.WriteString("dtype", ElementTypes.Name(item.Type));
            json.WriteStartArray("shape");
            foreach (int size in item.Shape) json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += item.Count * item.Size);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    private void Add(string name, ReadOnlySpan<int> shape, SafeTensorType type, Action<Stream, long> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == "__metadata__" || !_names.Add(name)) throw new ArgumentException($"The file already has a tensor '{name}'", nameof(name));
        long count = 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            count = checked(count * size);
        }

        _items.Add(new Item(name, type, shape.ToArray(), count, ElementTypes.Size(type), _items.Count, write));
    }

    private static void WriteFloats(Stream stream, ReadOnlySpan<float> values, SafeTensorType type, long count, string name)
    {
        Check(name, values.Length, count);
        if (type == SafeTensorType.F32 && BitConverter.IsLittleEndian)
        {
            // In pieces: MemoryMarshal.AsBytes overflows beyond 2 GB.
            for (; !values.IsEmpty; values = values[Math.Min(ChunkFloats, values.Length)..])
                stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(ChunkFloats, values.Length)]));
            return;
        }

        byte[] bytes = new byte[Math.Min(values.Length, ChunkFloats) * ElementTypes.Size(type)];
        for (; !values.IsEmpty; values = values[Math.Min(ChunkFloats, values.Length)..])
        {
            ReadOnlySpan<float> piece = values[..Math.Min(ChunkFloats, values.Length)];
            Span<byte> target = bytes.AsSpan(0, piece.Length * ElementTypes.Size(type));
            ElementConversion.FromSingle(type, piece, target);
            stream.Write(target);
        }
    }

    private static void Check(string name, int values, long count)
    {
        if (values != count) throw new InvalidOperationException($"Tensor '{name}' has {values} values, its shape {count}");
    }

    private sealed record Item(string Name, SafeTensorType Type, int[] Shape, long Count, int Size, int Order, Action<Stream, long> Write);
}
