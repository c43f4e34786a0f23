using System;
using System.Buffers;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using Microsoft.Win32.SafeHandles;

namespace ModelGen.Weights.Gguf;

/// <summary>A GGUF file under the names and in the layouts of Hugging Face's checkpoints; quantised tensors become floats as they are read.</summary>
internal sealed class GgufReader : IWeightSource
{
    private const int Rented = 1 << 18; // bytes

    private readonly FileStream _stream;
    private readonly SafeFileHandle _file;
    private readonly GgufHeader _header;
    private readonly Dictionary<string, TensorEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<TensorEntry, GgufTensor> _tensors = [];

    private GgufReader(FileStream stream, string name)
    {
        (_stream, _file, FileName) = (stream, stream.SafeFileHandle, name);
        _header = GgufHeader.Read(new BufferedStream(stream, 1 << 16), name);
        List<TensorEntry> entries = [];
        foreach (GgufTensor tensor in _header.Tensors.Where(tensor => tensor.Name != GgufNames.Frequencies))
        {
            string published = GgufNames.Published(tensor.Name, _header.Architecture);
            TensorEntry entry = new(published, tensor.Element.Name, SafeTensorType.F32, tensor.Shape, tensor.Offset, tensor.Bytes, tensor.Count);
            if (!_byName.TryAdd(published, entry)) throw Text.Damaged(name, $"it has two tensors for {Text.Quote(published)}");
            if (GgufNames.ArePaired(published, _header.Architecture)) Pairs(tensor);
            entries.Add(entry);
            _tensors.Add(entry, tensor);
        }

        Entries = entries;
    }

    public string FileName { get; }

    public IReadOnlyList<TensorEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata => ImmutableDictionary<string, string>.Empty;

    public bool IsConcurrent => true;

    public static GgufReader Open(string path)
    {
        FileStream file = RegularFile.OpenRead(path, bufferSize: 0);
        try
        {
            return new GgufReader(file, $"'{Text.Path(path)}'");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool TryGet(string name, [NotNullWhen(true)] out TensorEntry? entry) => _byName.TryGetValue(name, out entry);

    public void Read(TensorEntry entry, Span<float> destination, long first)
    {
        GgufTensor tensor = _tensors[entry];
        if (!GgufNames.ArePaired(entry.Name, _header.Architecture))
        {
            Run(tensor, destination, first);
        }
        else
        {
            long width = tensor.Shape.Length == 1 ? 1 : tensor.Shape[^1];
            while (!destination.IsEmpty)
            {
                (long row, long column) = Math.DivRem(first, width);
                int count = (int)Math.Min(destination.Length, width - column);
                Run(tensor, destination[..count], (RowInFile(tensor, row) * width) + column);
                destination = destination[count..];
                first += count;
            }
        }

        float offset = GgufNames.Offset(entry.Name, _header.Architecture);
        if (offset != 0) TensorPrimitives.Subtract(destination, offset, destination);
    }

    public void ReadRows(TensorEntry entry, long first, Span<byte> bytes)
    {
        GgufTensor tensor = _tensors[entry];
        int size = (int)(tensor.Bytes / Math.Max(tensor.Shape[0], 1));
        bool isPaired = GgufNames.ArePaired(entry.Name, _header.Architecture);
        for (long row = first; !bytes.IsEmpty; row++, bytes = bytes[size..])
            Fill(bytes[..size], _header.DataStart + tensor.Offset + ((isPaired ? RowInFile(tensor, row) : row) * size));
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Rows of a head: (i, half) in the file, (half, i) in the checkpoint.</summary>
    private long RowInFile(GgufTensor tensor, long row)
    {
        long size = Pairs(tensor);
        (long head, long place) = Math.DivRem(row, size);
        (long half, long i) = Math.DivRem(place, size / 2);
        return (head * size) + (2 * i) + half;
    }

    /// <summary>The size of a head.</summary>
    private long Pairs(GgufTensor tensor)
    {
        long heads = _header.Number("attention.head_count");
        if (tensor.Name.Contains("attn_k", StringComparison.Ordinal) && _header.Number("attention.head_count_kv") is > 0 and var keyValue) heads = keyValue;
        long rows = tensor.Shape.Length == 0 ? 0 : tensor.Shape[0];
        return heads > 0 && rows % heads == 0 && rows / heads % 2 == 0 && rows > 0 ? rows / heads
            : throw Text.Damaged(FileName, $"tensor {Text.Quote(tensor.Name)} has {rows} rows, which {heads} heads of {_header.Architecture}.attention.head_count cannot share in pairs");
    }

    // Numbers that stand one after another in the file, from any place in a block.
    private void Run(GgufTensor tensor, Span<float> destination, long first)
    {
        GgufElement element = tensor.Element;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Rented);
        float[] values = element.Block == 1 ? [] : ArrayPool<float>.Shared.Rent(Rented / element.Bytes * element.Block);
        while (!destination.IsEmpty)
        {
            (long block, long skipped) = Math.DivRem(first, element.Block);
            int blocks = (int)Math.Min(Rented / element.Bytes, (skipped + destination.Length + element.Block - 1) / element.Block);
            Span<byte> part = bytes.AsSpan(0, blocks * element.Bytes);
            Fill(part, _header.DataStart + tensor.Offset + (block * element.Bytes));
            int count = (int)Math.Min(destination.Length, ((long)blocks * element.Block) - skipped);
            if (element.Block == 1)
            {
                element.ToSingle(part, destination[..count]);
            }
            else
            {
                Span<float> whole = values.AsSpan(0, blocks * element.Block);
                element.ToSingle(part, whole);
                whole.Slice((int)skipped, count).CopyTo(destination);
            }

            destination = destination[count..];
            first += count;
        }

        ArrayPool<byte>.Shared.Return(bytes);
        if (values.Length > 0) ArrayPool<float>.Shared.Return(values);
    }

    private void Fill(Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file, bytes, at);
            if (read == 0) throw Text.Damaged(FileName, "it ends in the middle of a tensor (it is cut short)");
            bytes = bytes[read..];
            at += read;
        }
    }
}
