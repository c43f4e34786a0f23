using System;
using System.Globalization;
using System.IO;

namespace ModelGen.Data;

/// <summary>Reading of data files whose announced sizes are not to be trusted.</summary>
internal static class DataStream
{
    private const int FirstChunk = 1 << 20;

    /// <summary>Opens a file; a gzip file, known by its first bytes or its name, is unpacked while it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="advice">What to do where there is none.</param>
    public static Stream Open(string path, string advice = "download the set first")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no data file '{path}': check the path, or {advice}", path);
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        try
        {
            byte[] head = new byte[2];
            int count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            Stream whole = file;
            if (file.CanSeek) file.Position = 0;
            else whole = new ChainedStream(new MemoryStream(head, 0, count), file);
            return IsPacked(path, head.AsSpan(0, count)) ? new CheckedGzip(whole, path) : whole;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Fills <paramref name="buffer"/>.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public static void ReadExactly(Stream stream, Span<byte> buffer, string path, string what)
    {
        int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (read < buffer.Length) throw Short(path, what, buffer.Length, read);
    }

    /// <summary>The rest of a stream, which must be exactly <paramref name="count"/> bytes. Memory grows with what is really there.</summary>
    public static byte[] ReadToEnd(Stream stream, int count, string path)
    {
        byte[] data = new byte[Math.Min(count, FirstChunk)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(data.AsSpan(filled), data.Length - filled, throwOnEndOfStream: false);
            if (filled == count) break;
            if (filled < data.Length) throw Short(path, "its data", count, filled);
            Array.Resize(ref data, (int)Math.Min(count, (long)data.Length * 2));
        }

        Span<byte> more = stackalloc byte[1];
        if (stream.Read(more) > 0) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{path}' goes on behind the {count} bytes that its head announces: get the file again"));
        return data;
    }

    private static bool IsPacked(string path, ReadOnlySpan<byte> head) => head.SequenceEqual<byte>([0x1F, 0x8B]) || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static DataFormatException Short(string path, string what, int expected, int found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{path}' is cut short: {what} should have {expected} bytes, there are {found}; get the file again"));
}
