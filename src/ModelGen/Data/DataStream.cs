using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace ModelGen.Data;

/// <summary>Reading of binary data files whose announced sizes are not to be trusted.</summary>
internal static class DataStream
{
    private const int FirstChunk = 1 << 20;

    /// <summary>Opens a file; one whose name ends in .gz is unpacked while it is read.</summary>
    public static Stream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no data file '{path}': check the path, or download the set first", path);
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Fills <paramref name="buffer"/>.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public static void ReadExactly(Stream stream, Span<byte> buffer, string path, string what)
    {
        int read = Guarded(stream, buffer, path);
        if (read < buffer.Length) throw Short(path, what, buffer.Length, read);
    }

    /// <summary>The rest of a stream, which must be exactly <paramref name="count"/> bytes. Memory grows with what is really there.</summary>
    public static byte[] ReadToEnd(Stream stream, int count, string path)
    {
        byte[] data = new byte[Math.Min(count, FirstChunk)];
        int filled = 0;
        while (true)
        {
            int read = Guarded(stream, data.AsSpan(filled), path);
            filled += read;
            if (filled == count) break;
            if (filled < data.Length) throw Short(path, "its data", count, filled);
            Array.Resize(ref data, (int)Math.Min(count, (long)data.Length * 2));
        }

        Span<byte> more = stackalloc byte[1];
        if (Guarded(stream, more, path) > 0) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{path}' goes on behind the {count} bytes that its head announces: get the file again"));
        return data;
    }

    private static int Guarded(Stream stream, Span<byte> buffer, string path)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException($"'{path}' cannot be unpacked: it is no gzip file or is damaged; get the file again, or drop the .gz from its name if it is not packed", error);
        }
    }

    private static DataFormatException Short(string path, string what, int expected, int found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{path}' is cut short: {what} should have {expected} bytes, there are {found}; get the file again"));
}
