using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelGen.Weights;

/// <summary>Reads safetensors files tensor by tensor; nothing is allocated on a file's word alone.</summary>
/// <remarks>A stream that cannot seek is read front to back: ask for its tensors in the order of <see cref="Entries"/>.</remarks>
public sealed class SafeTensorsReader : IWeightSource
{
    private const int ChunkBytes = 1 << 18;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly SafeTensorsHeader _header;
    private readonly long _dataStart; // where the stream can seek
    private readonly SafeFileHandle? _file;
    private readonly long _fileStart;
    private byte[]? _chunk;
    private long _position; // within the data

    /// <summary>Reads and checks the header.</summary>
    /// <param name="stream">Positioned at the first byte of the file.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="leaveOpen">Whether <see cref="Dispose"/> leaves the stream open.</param>
    /// <exception cref="WeightFormatException">The header is damaged, hostile or not one of safetensors.</exception>
    public SafeTensorsReader(Stream stream, string name = "The stream", bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, FileName, _leaveOpen) = (stream, name, leaveOpen);
        _header = SafeTensorsHeader.Of(stream, name);
        if (stream.CanSeek) _dataStart = stream.Position;
        if (stream is FileStream { CanSeek: true } file) (_file, _fileStart) = (file.SafeFileHandle, _dataStart);
    }

    /// <summary>What messages call the file.</summary>
    public string FileName { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Entries => _header.Entries;

    /// <summary>The file's own notes (<c>__metadata__</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The header is damaged, hostile or not one of safetensors; or it is a pipe or device, for which there is the constructor with a stream.</exception>
    public static SafeTensorsReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = $"'{Text.Path(path)}'";
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no weight file {name}: check the path, or train and save the model first", path);
        if (!RegularFile.HasContent(path)) throw new WeightFormatException($"{name} is empty, or no file but a pipe or a device: get the file again; from a pipe, read its Stream");
        FileStream file = RegularFile.OpenRead(path, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return new SafeTensorsReader(file, name);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Finds a tensor by name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out TensorEntry? entry) => _header.ByName.TryGetValue(name, out entry);

    /// <summary>Finds a tensor by name.</summary>
    /// <exception cref="WeightFormatException">The file has no such tensor.</exception>
    public TensorEntry Get(string name) => TryGet(name, out TensorEntry? entry) ? entry
        : throw new WeightFormatException($"{FileName} has no tensor {Text.Quote(name)}: is it the file of another model?");

    /// <summary>Reads a whole tensor as floats; every type but <see cref="SafeTensorType.Other"/> is converted.</summary>
    public float[] ReadFloats(TensorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        int count = Fits(entry);
        if (_stream.CanSeek)
        {
            // The constructor has seen that the file is as long as its header says.
            float[] values = new float[count];
            ReadFloats(entry, values);
            return values;
        }

        // What a stream only announces is not allocated before it has come.
        float[] read = new float[Math.Min(count, ChunkBytes)];
        ReadFloats(entry, read);
        for (int filled = read.Length; filled < count; filled = read.Length)
        {
            Array.Resize(ref read, (int)Math.Min(count, 2L * filled));
            ReadFloats(entry, read.AsSpan(filled), filled);
        }

        return read;
    }

    /// <summary>Reads elements from the tensor's start on as floats.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="destination">Filled whole; at most the tensor's count.</param>
    /// <param name="first">The first element to read.</param>
    public void ReadFloats(TensorEntry entry, Span<float> destination, long first = 0)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Seek(entry, first, destination.Length);
        if (entry.Type == SafeTensorType.F32 && BitConverter.IsLittleEndian)
        {
            Fill(MemoryMarshal.AsBytes(destination));
            return;
        }

        int size = ElementTypes.Size(entry.Type);
        _chunk ??= new byte[ChunkBytes];
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, ChunkBytes / size);
            Span<byte> bytes = _chunk.AsSpan(0, count * size);
            Fill(bytes);
            ElementConversion.ToSingle(entry.Type, bytes, destination[..count]);
            destination = destination[count..];
        }
    }

    bool IWeightSource.IsConcurrent => _file is not null;

    void IWeightSource.ReadRows(TensorEntry entry, long first, Span<byte> bytes)
    {
        int size = ElementTypes.Size(entry.Type);
        long start = entry.Count / Math.Max(entry.Shape[0], 1) * first;
        if (_file is not null)
        {
            FillAt(bytes, _fileStart + Start(entry, start, bytes.Length / size));
            return;
        }

        Seek(entry, start, bytes.Length / size);
        Fill(bytes);
    }

    void IWeightSource.Read(TensorEntry entry, Span<float> destination, long first)
    {
        if (_file is null)
        {
            ReadFloats(entry, destination, first);
            return;
        }

        long at = _fileStart + Start(entry, first, destination.Length);
        if (entry.Type == SafeTensorType.F32 && BitConverter.IsLittleEndian)
        {
            FillAt(MemoryMarshal.AsBytes(destination), at);
            return;
        }

        int size = ElementTypes.Size(entry.Type);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, ChunkBytes / size);
            Span<byte> bytes = chunk.AsSpan(0, count * size);
            FillAt(bytes, at);
            ElementConversion.ToSingle(entry.Type, bytes, destination[..count]);
            destination = destination[count..];
            at += bytes.Length;
        }

        ArrayPool<byte>.Shared.Return(chunk);
    }

    /// <summary>Reads a whole tensor of integers; I64 values must fit into 32 bits.</summary>
    public int[] ReadInts(TensorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Type is not (SafeTensorType.I32 or SafeTensorType.I64 or SafeTensorType.I16 or SafeTensorType.I8 or SafeTensorType.U8 or SafeTensorType.U16 or SafeTensorType.Bool))
            throw new WeightFormatException($"{FileName}: tensor {Text.Quote(entry.Name)} is {Text.Clip(entry.TypeName)}, expected integers");
        int count = Fits(entry), size = ElementTypes.Size(entry.Type), filled = 0;
        Seek(entry, 0, count);
        int[] values = new int[_stream.CanSeek ? count : Math.Min(count, ChunkBytes)];
        _chunk ??= new byte[ChunkBytes];
        try
        {
            while (filled < count)
            {
                if (filled == values.Length) Array.Resize(ref values, (int)Math.Min(count, 2L * filled));
                int part = Math.Min(values.Length - filled, ChunkBytes / size);
                Span<byte> bytes = _chunk.AsSpan(0, part * size);
                Fill(bytes);
                ElementConversion.ToInt32(entry.Type, bytes, values.AsSpan(filled, part));
                filled += part;
            }
        }
        catch (OverflowException error)
        {
            throw new WeightFormatException($"{FileName}: tensor {Text.Quote(entry.Name)} has a value that does not fit into 32 bits", error);
        }

        return values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_leaveOpen) _stream.Dispose();
    }

    private int Fits(TensorEntry entry) => entry.Count <= Array.MaxLength ? (int)entry.Count
        : throw new WeightFormatException($"{FileName}: tensor {Text.Quote(entry.Name)} {TensorEntry.Describe(entry.Shape)} is too large for one array");

    private long Start(TensorEntry entry, long first, int count)
    {
        int size = ElementTypes.Size(entry.Type);
        if (size == 0) throw new WeightFormatException($"{FileName}: tensor {Text.Quote(entry.Name)} has the element type {Text.Clip(entry.TypeName)}, which is not supported: convert it to F32, F16 or BF16");
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, entry.Count - first);
        return entry.Offset + first * size;
    }

    private void Seek(TensorEntry entry, long first, int count)
    {
        long start = Start(entry, first, count);
        if (start == _position) return;
        if (_stream.CanSeek)
        {
            _stream.Position = _dataStart + start;
        }
        else
        {
            if (start < _position) throw new InvalidOperationException("This stream cannot seek: read its tensors in the order of Entries");
            _chunk ??= new byte[ChunkBytes];
            while (_position < start) Fill(_chunk.AsSpan(0, (int)Math.Min(_chunk.Length, start - _position)));
        }

        _position = start;
    }

    // Where the file is read by position, by any number of threads.
    private void FillAt(Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file!, bytes, at);
            if (read == 0) throw Text.Damaged(FileName, "it ends in the middle of a tensor (it is cut short)");
            bytes = bytes[read..];
            at += read;
        }
    }

    private void Fill(Span<byte> bytes)
    {
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Text.Damaged(FileName, "it ends in the middle of a tensor (it is cut short)");
        _position += bytes.Length;
    }
}
