using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;

namespace ModelGen.Weights;

// From the first byte of a file to the first byte of its data.
internal sealed partial class SafeTensorsHeader
{
    private const int Maximum = 100_000_000; // the limit of the reference implementation
    private const int ChunkBytes = 1 << 18;

    /// <summary>Reads and checks a header; the stream then stands at the data.</summary>
    /// <exception cref="WeightFormatException">It is damaged, hostile or not one of safetensors.</exception>
    public static SafeTensorsHeader Of(Stream stream, string name)
    {
        long available = stream.CanSeek ? stream.Length - stream.Position : -1;
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw Text.Damaged(name, "it is shorter than 8 bytes");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        bool isLong = length > Maximum || (available >= 0 && (long)length > available - 8);
        if (isLong && Foreign(stream, prefix, name) is WeightFormatException foreign) throw foreign;
        if (length > Maximum) throw Text.Damaged(name, string.Create(CultureInfo.InvariantCulture, $"it announces a header of {length} bytes, the most is {Maximum}"));
        if (isLong) throw Text.Damaged(name, "its header is longer than the file (it is cut short)");
        return Parse(Json(stream, (int)length, name), name, available < 0 ? -1 : available - 8 - (long)length);
    }

    // The prefix as it was read, and what follows it where the stream can seek: most kinds need more than 8 bytes to be told.
    private static WeightFormatException? Foreign(Stream stream, ReadOnlySpan<byte> prefix, string name)
    {
        byte[] head = new byte[Data.FileKind.Head];
        prefix.CopyTo(head);
        int count = prefix.Length;
        if (stream.CanSeek)
        {
            long position = stream.Position;
            count += stream.ReadAtLeast(head.AsSpan(count), head.Length - count, throwOnEndOfStream: false);
            stream.Position = position;
        }

        return Data.FileKind.Of(head.AsSpan(0, count)) is Data.FileKind kind
            ? new WeightFormatException($"{name} is {kind.Name}, not a safetensors file: {kind.Advice}, or download the model's .safetensors file") : null;
    }

    // A stream may announce 100 MB and hold ten bytes: the buffer grows with what has come.
    private static byte[] Json(Stream stream, int length, string name)
    {
        byte[] json = new byte[Math.Min(length, ChunkBytes)];
        int filled = 0;
        while (filled < length)
        {
            if (filled == json.Length) Array.Resize(ref json, Math.Min(length, 2 * json.Length));
            int read = stream.Read(json, filled, json.Length - filled);
            if (read == 0) throw Text.Damaged(name, "its header is longer than the file (it is cut short)");
            filled += read;
        }

        return json;
    }
}
