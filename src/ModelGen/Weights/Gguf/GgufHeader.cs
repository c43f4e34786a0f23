using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace ModelGen.Weights.Gguf;

/// <summary>What stands before the data of a GGUF file, checked: nothing is allocated on a length's word that the file does not have.</summary>
internal sealed class GgufHeader
{
    public const uint Magic = 0x46554747; // GGUF

    private const int LongestName = 65_535;
    private const int MostTensors = 1_000_000;
    private const int MostAxes = 4;
    private const int MostNesting = 4;

    private readonly BinaryReader _reader;
    private readonly Stream _stream;
    private readonly string _file;
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly List<GgufTensor> _tensors = [];

    private GgufHeader(Stream stream, string file) => (_stream, _reader, _file) = (stream, new BinaryReader(stream, Encoding.UTF8, leaveOpen: true), file);

    /// <summary>Numbers, truths and texts by key; arrays are passed over.</summary>
    public IReadOnlyDictionary<string, object> Values => _values;

    public IReadOnlyList<GgufTensor> Tensors => _tensors;

    /// <summary>Where the data begins.</summary>
    public long DataStart { get; private set; }

    public string Architecture => _values.GetValueOrDefault("general.architecture") as string ?? "";

    /// <summary>A number of the architecture's own keys; 0 where there is none.</summary>
    public long Number(string key) => _values.GetValueOrDefault($"{Architecture}.{key}") is long number ? number : 0;

    /// <param name="stream">At the first byte.</param>
    public static GgufHeader Read(Stream stream, string file)
    {
        GgufHeader header = new(stream, file);
        try
        {
            header.Read();
        }
        catch (EndOfStreamException error)
        {
            throw header.Damaged("its header is longer than the file (it is cut short)", error);
        }

        return header;
    }

    private void Read()
    {
        if (_reader.ReadUInt32() != Magic) throw Damaged("it does not begin with GGUF");
        uint version = _reader.ReadUInt32();
        if (version is not (2 or 3)) throw Damaged($"it is of version {version}, and 2 and 3 are known: convert it again");
        ulong tensors = _reader.ReadUInt64(), values = _reader.ReadUInt64();
        if (tensors > MostTensors || values > MostTensors) throw Damaged($"it announces {tensors} tensors and {values} values, the most is {MostTensors}");
        for (ulong i = 0; i < values; i++)
        {
            string key = Text("a key");
            if (Value(_reader.ReadUInt32(), 0) is { } value && !_values.TryAdd(key, value)) throw Damaged($"it has the key {Weights.Text.Quote(key)} twice");
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        for (ulong i = 0; i < tensors; i++) Add(names);
        long alignment = _values.GetValueOrDefault("general.alignment") is long stated ? stated : 32;
        if (alignment is < 1 or > 1 << 20) throw Damaged($"its data is aligned to {alignment} bytes, which cannot be");
        DataStart = (_stream.Position + alignment - 1) / alignment * alignment;
        CheckLayout();
    }

    private void Add(HashSet<string> names)
    {
        string name = Text("a tensor's name");
        if (!names.Add(name)) throw Damaged($"it lists the tensor {Weights.Text.Quote(name)} twice");
        uint axes = _reader.ReadUInt32();
        if (axes > MostAxes) throw Damaged($"tensor {Weights.Text.Quote(name)} has {axes} axes, the most is {MostAxes}");
        long[] shape = new long[axes];
        long count = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--) // the last axis stands first
        {
            ulong size = _reader.ReadUInt64();
            if (size > long.MaxValue || (size > 0 && count > long.MaxValue / (long)size)) throw Damaged($"tensor {Weights.Text.Quote(name)} has a shape whose size overflows");
            shape[axis] = (long)size;
            count *= (long)size;
        }

        uint type = _reader.ReadUInt32();
        ulong offset = _reader.ReadUInt64();
        GgufElement element = GgufElement.Of(type)
            ?? throw new WeightFormatException($"{_file}: tensor {Weights.Text.Quote(name)} has the element type {type}, which is not read: quantise the model as Q8_0 or Q4_0, or convert it to F16");
        if (offset > long.MaxValue) throw Damaged($"tensor {Weights.Text.Quote(name)} reaches beyond the file's end (it is cut short, or its header lies)");
        if (element.Block > 1 && (shape.Length == 0 || shape[^1] % element.Block != 0)) throw Damaged($"tensor {Weights.Text.Quote(name)} has rows that are no whole blocks of {element.Name}");
        _tensors.Add(new GgufTensor(name, shape, element, count, (long)offset));
    }

    private void CheckLayout()
    {
        long length = _stream.Length - DataStart, end = 0;
        _tensors.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        foreach (GgufTensor tensor in _tensors)
        {
            if (tensor.Offset < end) throw Damaged($"tensor {Weights.Text.Quote(tensor.Name)} overlaps the one before it");
            if (tensor.Offset > length || tensor.Count / tensor.Element.Block > (length - tensor.Offset) / tensor.Element.Bytes)
                throw Damaged($"tensor {Weights.Text.Quote(tensor.Name)} reaches beyond the file's end (it is cut short, or its header lies)");
            end = tensor.Offset + tensor.Bytes;
        }
    }

    // Whole numbers as long; null for an array.
    private object? Value(uint type, int depth) => type switch
    {
        0 => (long)_reader.ReadByte(),
        1 => (long)_reader.ReadSByte(),
        2 => (long)_reader.ReadUInt16(),
        3 => (long)_reader.ReadInt16(),
        4 => (long)_reader.ReadUInt32(),
        5 => (long)_reader.ReadInt32(),
        6 => (double)_reader.ReadSingle(),
        7 => _reader.ReadByte() != 0,
        8 => Text("a value"),
        9 => Skip(depth),
        10 => (long)Math.Min(_reader.ReadUInt64(), long.MaxValue),
        11 => _reader.ReadInt64(),
        12 => _reader.ReadDouble(),
        _ => throw Damaged($"a value has the unknown type {type}"),
    };

    private object? Skip(int depth)
    {
        if (depth == MostNesting) throw Damaged($"its values nest more than {MostNesting} deep");
        uint type = _reader.ReadUInt32();
        ulong count = _reader.ReadUInt64();
        ulong size = type switch { 0 or 1 or 7 => 1u, 2 or 3 => 2u, 4 or 5 or 6 => 4u, 10 or 11 or 12 => 8u, 8 or 9 => 0u, _ => throw Damaged($"an array has the unknown type {type}") };
        ulong left = (ulong)(_stream.Length - _stream.Position);
        if (count > left / Math.Max(size, size == 0 ? 8u : 1u)) throw Damaged("an array is longer than the file (it is cut short, or its header lies)");
        if (size > 0)
        {
            _stream.Position += (long)(count * size);
            return null;
        }

        for (ulong i = 0; i < count; i++)
        {
            if (type == 9) Skip(depth + 1);
            else
            {
                long length = Length(long.MaxValue, "a text"); // moves the position itself
                _stream.Position += length;
            }
        }

        return null;
    }

    private string Text(string what) => Encoding.UTF8.GetString(_reader.ReadBytes((int)Length(what == "a value" ? 1 << 24 : LongestName, what)));

    private long Length(long most, string what)
    {
        ulong length = _reader.ReadUInt64();
        if (length > (ulong)(_stream.Length - _stream.Position) || length > (ulong)most) throw Damaged($"{what} is {length} bytes long, which cannot be");
        return (long)length;
    }

    private WeightFormatException Damaged(string what, Exception? cause = null) => Weights.Text.Damaged(_file, what, cause);
}
