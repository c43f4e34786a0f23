using System;
using System.IO;
using System.IO.Compression;

namespace ModelGen.Data;

/// <summary>Unpacks a gzip file, of one or several members, and notices when it is cut short, which <see cref="GZipStream"/> takes for its end.</summary>
/// <remarks>A last member with a known content is put behind the file: it comes out only if all before it ended properly (RFC 1952, section 2.2).</remarks>
internal sealed class CheckedGzip : Stream
{
    private static readonly byte[] s_mark = "ModelGen's end. "u8.ToArray();

    private readonly string _path;
    private readonly GZipStream _unpacked;
    private readonly byte[] _ahead = new byte[(1 << 16) + s_mark.Length];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <param name="packed">The packed bytes; disposed with this.</param>
    /// <param name="path">For messages.</param>
    public CheckedGzip(Stream packed, string path) => (_path, _unpacked) = (path, new GZipStream(new ChainedStream(packed, new MemoryStream(LastMember())), CompressionMode.Decompress));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="DataFormatException">The file is no gzip file, is damaged or cut short.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (!_isAtEnd && _end - _start <= s_mark.Length) Fill();
        int count = Math.Min(buffer.Length, _end - _start - s_mark.Length);
        _ahead.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    // Keeps as many bytes back as the mark has.
    private void Fill()
    {
        _ahead.AsSpan(_start, _end - _start).CopyTo(_ahead);
        (_start, _end) = (0, _end - _start);
        int read;
        try
        {
            read = _unpacked.Read(_ahead, _end, _ahead.Length - _end);
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException($"'{_path}' cannot be unpacked: it is no gzip file, is damaged or cut short; get the file again, or drop the .gz from its name if it is not packed", error);
        }

        _end += read;
        if (read > 0) return;
        _isAtEnd = true;
        if (!_ahead.AsSpan(0, _end).SequenceEqual(s_mark)) throw new DataFormatException($"'{_path}' is cut short: the gzip file ends before its content does; get the file again");
    }

    private static byte[] LastMember()
    {
        using MemoryStream packed = new();
        using (GZipStream writer = new(packed, CompressionLevel.Fastest)) writer.Write(s_mark);
        return packed.ToArray();
    }
}
