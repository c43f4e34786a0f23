using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using Microsoft.Win32.SafeHandles;

namespace ModelGen.Weights.Onnx;

/// <summary>The weights of an ONNX file, under the names and in the layouts of the checkpoint that it was exported from; its graph is not read.</summary>
internal sealed class OnnxReader : IWeightSource
{
    private const int Rented = 1 << 18; // bytes

    private readonly Dictionary<string, TensorEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<TensorEntry, (OnnxInitializer Constant, bool IsTurned)> _constants = [];
    private readonly Dictionary<string, SafeFileHandle> _others = new(StringComparer.Ordinal);
    private readonly SafeFileHandle _file;

    private OnnxReader(string path, string name)
    {
        FileName = name;
        _file = File.OpenHandle(path);
        try
        {
            OnnxContent content = OnnxContent.Read(new ProtoFile(_file, name), path, name);
            OnnxNames names = new(content);
            List<TensorEntry> entries = [];

            // Whole numbers and single ones are the graph's: shapes, axes, epsilons.
            foreach (OnnxInitializer constant in content.Initializers.Where(constant => constant.Type != SafeTensorType.Other && constant.Shape.Length > 0))
            {
                (string own, bool isTurned) = names.Of(constant);
                if (constant.Count == 1 && OnnxNames.IsAnonymous(own)) continue;
                long[] shape = isTurned ? [constant.Shape[1], constant.Shape[0]] : constant.Shape;
                TensorEntry entry = new(own, ElementTypes.Name(constant.Type), constant.Type, shape, constant.Offset, constant.Count * ElementTypes.Size(constant.Type), constant.Count);
                if (!_byName.TryAdd(own, entry)) throw new WeightFormatException($"{name} is not a usable ONNX file: it has two tensors {Text.Quote(own)}; get the file again");
                entries.Add(entry);
                _constants.Add(entry, (constant, isTurned));
                if (constant.File is { } other && !_others.ContainsKey(other)) _others.Add(other, File.OpenHandle(other));
            }

            Entries = entries;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string FileName { get; }

    public IReadOnlyList<TensorEntry> Entries { get; } = [];

    public IReadOnlyDictionary<string, string> Metadata => ImmutableDictionary<string, string>.Empty;

    public bool IsConcurrent => true;

    /// <exception cref="WeightFormatException">It is damaged, or weights that it has in other files are not there.</exception>
    public static OnnxReader Open(string path) => new(path, $"'{Text.Path(path)}'");

    public bool TryGet(string name, [NotNullWhen(true)] out TensorEntry? entry) => _byName.TryGetValue(name, out entry);

    public void Read(TensorEntry entry, Span<float> destination, long first)
    {
        (OnnxInitializer constant, bool isTurned) = _constants[entry];
        if (!isTurned)
        {
            Run(constant, destination, first);
            return;
        }

        // Numbers first... of [columns, rows] turned: of each row of the file those columns that are asked for.
        long rows = constant.Shape[0], columns = constant.Shape[1];
        if (destination.IsEmpty) return;
        long begin = first / rows, end = (first + destination.Length + rows - 1) / rows;
        float[] part = ArrayPool<float>.Shared.Rent((int)(end - begin));
        for (long row = 0; row < rows; row++)
        {
            Run(constant, part.AsSpan(0, (int)(end - begin)), (row * columns) + begin);
            for (long column = begin; column < end; column++)
            {
                long at = (column * rows) + row - first;
                if (at >= 0 && at < destination.Length) destination[(int)at] = part[column - begin];
            }
        }

        ArrayPool<float>.Shared.Return(part);
    }

    public void ReadRows(TensorEntry entry, long first, Span<byte> bytes)
    {
        (OnnxInitializer constant, bool isTurned) = _constants[entry];
        int size = ElementTypes.Size(entry.Type);
        long start = entry.Count / Math.Max(entry.Shape[0], 1) * first;
        if (!isTurned)
        {
            Fill(constant, bytes, constant.Offset + (start * size));
            return;
        }

        float[] values = new float[bytes.Length / size];
        Read(entry, values, start);
        if (entry.Type != SafeTensorType.F64)
        {
            ElementConversion.FromSingle(entry.Type, values, bytes);
            return;
        }

        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * size)..], values[i]);
    }

    public void Dispose()
    {
        _file.Dispose();
        foreach (SafeFileHandle other in _others.Values) other.Dispose();
    }

    private void Run(OnnxInitializer constant, Span<float> destination, long first)
    {
        int size = ElementTypes.Size(constant.Type);
        long at = constant.Offset + (first * size);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(Rented);
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, Rented / size);
            Span<byte> bytes = chunk.AsSpan(0, count * size);
            Fill(constant, bytes, at);
            ElementConversion.ToSingle(constant.Type, bytes, destination[..count]);
            destination = destination[count..];
            at += bytes.Length;
        }

        ArrayPool<byte>.Shared.Return(chunk);
    }

    private void Fill(OnnxInitializer constant, Span<byte> bytes, long at)
    {
        SafeFileHandle file = constant.File is { } other ? _others[other] : _file;
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(file, bytes, at);
            if (read == 0) throw new WeightFormatException($"{FileName} ends in the middle of a tensor (it is cut short); get the file again");
            bytes = bytes[read..];
            at += read;
        }
    }
}
