using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace ModelGen.Reports;

/// <summary>Writes pictures as PNG: eight bits of red, green and blue, no filter.</summary>
/// <remarks>W3C, Portable Network Graphics (third edition): signature, IHDR, IDAT, IEND.</remarks>
internal static class PngFile
{
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int columns, int rows)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < rows; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * columns * 3, columns * 3));
            }
        }

        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, columns);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), rows);
        (head[8], head[9]) = (8, 2); // eight bits, colours without a palette
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        file.Write(number);
    }

    // ISO 3309, bit by bit: a plot is some ten thousand bytes.
    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xedb88320 & (uint)-(int)(crc & 1));
        }

        return crc;
    }
}
