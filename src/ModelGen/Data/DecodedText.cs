using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace ModelGen.Data;

/// <summary>The text of a file, decoded strictly: bytes that the encoding does not have are an error that names their line, never a replacement character.</summary>
internal sealed class DecodedText : TextReader
{
    // Stands for bytes that were refused until their line is known; no text has it.
    private const char Refused = '\uFFFF';

    private readonly Stream _stream;
    private readonly string _name;
    private readonly Encoding _encoding;
    private readonly Decoder _decoder;
    private readonly RefusedBytes _refused = new(Refused);
    private readonly byte[] _bytes = new byte[1 << 14];
    private readonly char[] _chars;
    private int _next;
    private int _end;
    private int _line = 1;
    private bool _isAtEnd;
    private bool _endsInReturn;

    /// <param name="stream">The bytes; disposed with this.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="encoding">Null: UTF-8; a byte order mark is believed more.</param>
    /// <param name="expected">What the text should be: a file of another kind is called by its name.</param>
    public DecodedText(Stream stream, string name, Encoding? encoding, string expected = "separated values")
    {
        (_stream, _name) = (stream, name);
        int count = stream.ReadAtLeast(_bytes, FileKind.Head, throwOnEndOfStream: false);
        (Encoding? marked, int mark) = Marked(_bytes.AsSpan(0, count));
        if (marked is null && FileKind.Of(_bytes.AsSpan(0, count)) is FileKind kind && kind.Name != expected)
            throw new DataFormatException($"{name} is {kind.Name}, not {expected}: {kind.Advice}");
        _encoding = marked ?? encoding ?? Encoding.UTF8;
        _decoder = Strict(_encoding, _refused).GetDecoder();
        _chars = new char[_encoding.GetMaxCharCount(_bytes.Length) + 1];
        Decode(_bytes.AsSpan(mark, count - mark));
    }

    public override int Peek() => HasMore() ? _chars[_next] : -1;

    public override int Read() => HasMore() ? _chars[_next++] : -1;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <exception cref="DataFormatException">Bytes are not of the encoding, or no text.</exception>
    public override int Read(Span<char> buffer)
    {
        if (!HasMore()) return 0;
        int count = Math.Min(buffer.Length, _end - _next);
        _chars.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _stream.Dispose();
        base.Dispose(disposing);
    }

    private static (Encoding? Encoding, int Length) Marked(ReadOnlySpan<byte> head) =>
        head.StartsWith("\uFEFF"u8) ? (Encoding.UTF8, 3)
        : head.StartsWith<byte>([0xFF, 0xFE, 0, 0]) ? (Encoding.UTF32, 4)
        : head.StartsWith<byte>([0, 0, 0xFE, 0xFF]) ? (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4)
        : head.StartsWith<byte>([0xFF, 0xFE]) ? (Encoding.Unicode, 2)
        : head.StartsWith<byte>([0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2)
        : (null, 0);

    private static Encoding Strict(Encoding encoding, DecoderFallback fallback)
    {
        Encoding strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = fallback;
        return strict;
    }

    private bool HasMore()
    {
        while (_next == _end && !_isAtEnd) Decode(_bytes.AsSpan(0, _stream.Read(_bytes)));
        return _next < _end;
    }

    private void Decode(ReadOnlySpan<byte> bytes)
    {
        _isAtEnd = bytes.IsEmpty;
        _next = 0;
        _end = _decoder.GetChars(bytes, _chars, flush: _isAtEnd);
        ReadOnlySpan<char> chars = _chars.AsSpan(0, _end);
        if (_refused.Bytes is byte[] refused) throw NotOf(_line + Lines(chars[..Math.Max(0, chars.IndexOf(Refused))]), refused);
        if (chars.IndexOf('\0') is int zero and >= 0)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{_name}, line {_line + Lines(chars[..zero])} has the character U+0000: it is no text, or UTF-16 without a byte order mark, which CsvOptions.Encoding = Encoding.Unicode reads"));
        _line += Lines(chars);
        if (_end > 0) _endsInReturn = chars[^1] == '\r';
    }

    // \n, \r and \r\n.
    private int Lines(ReadOnlySpan<char> chars)
    {
        int lines = 0;
        bool isAfterReturn = _endsInReturn;
        foreach (char c in chars)
        {
            if (c == '\r' || (c == '\n' && !isAfterReturn)) lines++;
            isAfterReturn = c == '\r';
        }

        return lines;
    }

    private DataFormatException NotOf(int line, byte[] bytes)
    {
        string name = _encoding.WebName.ToUpperInvariant();
        string advice = _encoding is UTF8Encoding ? "give the encoding that it was written in (CsvOptions.Encoding = Encoding.Latin1, say), or save it as UTF-8" : "give the encoding that it was written in";
        return new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{_name}, line {line} has bytes (0x{Convert.ToHexString(bytes)}) that are not {name}: {advice}"));
    }
}
