using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace ModelGen.Weights;

/// <summary>The JSON header of a safetensors file, checked: what it lists lies side by side and fills the data exactly.</summary>
/// <remarks>The format: github.com/huggingface/safetensors, README, "Format".</remarks>
internal sealed partial class SafeTensorsHeader
{
    private readonly string _file;
    private readonly Dictionary<string, TensorEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<TensorEntry> _entries = [];

    private SafeTensorsHeader(string file) => _file = file;

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Entries => _entries;

    public IReadOnlyDictionary<string, TensorEntry> ByName => _byName;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Bytes of data behind the header.</summary>
    public long DataLength { get; private set; }

    /// <param name="json">The header's bytes.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="dataLength">Bytes behind the header, or -1 where the stream cannot tell.</param>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, string file, long dataLength)
    {
        SafeTensorsHeader header = new(file);
        try
        {
            header.Read(json);
        }
        // InvalidOperationException: a value of the wrong kind, or text that is no valid UTF-8 or UTF-16.
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw header.Damaged("its header is not valid JSON", error);
        }

        header.CheckLayout(dataLength);
        return header;
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{') throw Damaged("its header does not start with '{'");
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 8 });
        reader.Read();
        bool hasMetadata = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (name == "__metadata__")
            {
                if (hasMetadata) throw Damaged("its header has __metadata__ twice");
                hasMetadata = true;
                ReadMetadata(ref reader);
                continue;
            }

            TensorEntry entry = ReadEntry(ref reader, name);
            if (!_byName.TryAdd(name, entry)) throw Damaged($"its header lists the tensor {Text.Quote(name)} twice");
            _entries.Add(entry);
        }

        // Reading on proves that only white space (the padding) follows.
        while (reader.Read())
        {
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Damaged("its __metadata__ is not an object of texts");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw Damaged("its __metadata__ is not an object of texts");
            if (!_metadata.TryAdd(key, reader.GetString()!)) throw Damaged($"its __metadata__ has {Text.Quote(key)} twice");
        }
    }

    private TensorEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string label = Text.Quote(name);
        if (reader.TokenType != JsonTokenType.StartObject) throw Damaged($"tensor {label} is not described by an object");
        string? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "dtype" when type is null && reader.TokenType == JsonTokenType.String: type = reader.GetString(); break;
                case "shape" when shape is null: shape = ReadNumbers(ref reader, label, field); break;
                case "data_offsets" when offsets is null: offsets = ReadNumbers(ref reader, label, field); break;
                default: throw Damaged($"tensor {label} has an unknown, repeated or mistyped field {Text.Quote(field)}");
            }
        }

        if (type is null || shape is null || offsets is not { Count: 2 }) throw Damaged($"tensor {label} lacks its dtype, its shape or its two data_offsets");
        long begin = offsets[0], end = offsets[1];
        if (begin > end) throw Damaged($"tensor {label} ends before it begins");
        long count = 1;
        try
        {
            foreach (long size in shape) count = checked(count * size);
            int bytes = ElementTypes.Size(ElementTypes.Parse(type));
            if (bytes != 0 && checked(count * bytes) != end - begin)
                throw Damaged(string.Create(CultureInfo.InvariantCulture, $"tensor {label} {Text.Clip(type)} {TensorEntry.Describe(shape)} takes {count * bytes} bytes, its data_offsets span {end - begin}"));
        }
        catch (OverflowException error)
        {
            throw Damaged($"tensor {label} has a shape whose size overflows", error);
        }

        return new TensorEntry(name, type, [.. shape], begin, end - begin, count);
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string label, string field)
    {
        List<long> numbers = [];
        if (reader.TokenType != JsonTokenType.StartArray) throw Damaged($"the {field} of tensor {label} is not a list of numbers");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                throw Damaged($"the {field} of tensor {label} is not a list of numbers from 0 to 2^63 - 1");
            if (numbers.Count == 64) throw Damaged($"the {field} of tensor {label} has more than 64 entries");
            numbers.Add(number);
        }

        return numbers;
    }

    private void CheckLayout(long dataLength)
    {
        _entries.Sort((a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.ByteCount.CompareTo(b.ByteCount));
        long end = 0;
        foreach (TensorEntry entry in _entries)
        {
            if (dataLength >= 0 && (entry.Offset > dataLength || entry.ByteCount > dataLength - entry.Offset))
                throw Damaged(string.Create(CultureInfo.InvariantCulture, $"tensor {Text.Quote(entry.Name)} reaches beyond the file's end (it is cut short, or its header lies)"));
            if (entry.Offset < end) throw Damaged($"tensor {Text.Quote(entry.Name)} overlaps the one before it");
            if (entry.Offset > end) throw Damaged($"there is a gap of unused bytes before tensor {Text.Quote(entry.Name)}");
            end = entry.Offset + entry.ByteCount;
        }

        if (dataLength >= 0 && end != dataLength) throw Damaged(string.Create(CultureInfo.InvariantCulture, $"{dataLength - end} bytes follow the last tensor"));
        DataLength = end;
    }

    private WeightFormatException Damaged(string what, Exception? cause = null) => Text.Damaged(_file, what, cause);
}
