using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ModelGen.Weights.Onnx;

/// <summary>Walks over messages of a file of protocol buffers. Bytes are only pointed at: what a length announces is neither read nor allocated, and it must lie in the message around it.</summary>
/// <remarks>https://protobuf.dev/programming-guides/encoding. Google.Protobuf's own stream copies each message that it enters, of which one has all weights.</remarks>
internal sealed class ProtoFile(SafeFileHandle file, string name)
{
    private const int LongestText = 65_535;
    private const int LongestVarint = 10;

    private readonly byte[] _window = new byte[1 << 14];
    private long _windowStart;
    private int _windowCount;

    public long Length { get; } = RandomAccess.GetLength(file);

    /// <summary>The fields between two places.</summary>
    /// <exception cref="WeightFormatException">They are none.</exception>
    public IEnumerable<ProtoField> Fields(long start, long end)
    {
        for (long at = start; at < end;)
        {
            ulong tag = Varint(ref at, end);
            if (tag >> 3 is 0 or > int.MaxValue) throw Damaged();
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return new ProtoField(number, Varint(ref at, end), -1, 0);
                    break;
                case 1 or 5:
                    int size = (tag & 7) == 1 ? 8 : 4;
                    if (size > end - at) throw Damaged();
                    at += size;
                    break;
                case 2:
                    ulong length = Varint(ref at, end);
                    if (length > (ulong)(end - at)) throw Damaged();
                    yield return new ProtoField(number, 0, at, (long)length);
                    at += (long)length;
                    break;
                default:
                    throw Damaged();
            }
        }
    }

    /// <summary>The fields of a message in a field.</summary>
    public IEnumerable<ProtoField> Fields(ProtoField message) => message.IsBytes ? Fields(message.Start, message.End) : throw Damaged();

    /// <summary>Whole numbers of a repeated field: one, or packed.</summary>
    public IEnumerable<long> Numbers(ProtoField field)
    {
        if (!field.IsBytes)
        {
            yield return (long)field.Value;
            yield break;
        }

        for (long at = field.Start; at < field.End;) yield return (long)Varint(ref at, field.End);
    }

    public string Text(ProtoField field)
    {
        if (!field.IsBytes || field.Length > LongestText) throw Damaged();
        byte[] bytes = new byte[field.Length];
        Fill(bytes, field.Start);
        return Encoding.UTF8.GetString(bytes);
    }

    public WeightFormatException Damaged() => new($"{name} is not a usable ONNX file: its fields do not lie in each other (it is cut short, or another kind of file); get the file again");

    private void Fill(Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(file, bytes, at);
            if (read == 0) throw Damaged();
            bytes = bytes[read..];
            at += read;
        }
    }

    private ulong Varint(ref long at, long end)
    {
        ulong value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            byte next = at < end ? At(at++) : throw Damaged();
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80) return value;
        }

        throw Damaged();
    }

    private byte At(long position)
    {
        if (position < _windowStart || position >= _windowStart + _windowCount)
        {
            (_windowStart, _windowCount) = (position, RandomAccess.Read(file, _window, position));
            if (_windowCount == 0) throw Damaged();
        }

        return _window[position - _windowStart];
    }
}
