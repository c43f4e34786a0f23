using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace ModelGen.Samples;

/// <summary>Grey tiles side by side, as a PNG file.</summary>
internal sealed class Picture(int columns, int rows, int tileWidth, int tileHeight)
{
    private const int Gap = 2, Scale = 4;

    private readonly int _width = (columns * (tileWidth + Gap)) + Gap;
    private readonly byte[] _pixels = new byte[((columns * (tileWidth + Gap)) + Gap) * ((rows * (tileHeight + Gap)) + Gap)];

    /// <summary>Puts a tile at its place.</summary>
    /// <param name="column">Of the tile.</param>
    /// <param name="row">Of the tile.</param>
    /// <param name="values">Row by row, from 0 (black) to 1 (white).</param>
    public void Set(int column, int row, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < tileWidth * tileHeight; i++)
        {
            int x = Gap + (column * (tileWidth + Gap)) + (i % tileWidth), y = Gap + (row * (tileHeight + Gap)) + (i / tileWidth);
            _pixels[(y * _width) + x] = (byte)(255 * Math.Clamp(values[i], 0, 1));
        }
    }

    /// <summary>Writes the file, each pixel as a square of four by four.</summary>
    /// <returns>The full path.</returns>
    public string Save(string path)
    {
        int width = _width * Scale, height = _pixels.Length / _width * Scale;
        using FileStream file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8; // bits, grey
        Chunk(file, "IHDR", head);
        using MemoryStream packed = new();
        using (ZLibStream lines = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                lines.WriteByte(0); // no filter
                for (int x = 0; x < width; x++) lines.WriteByte(_pixels[(y / Scale * _width) + (x / Scale)]);
            }
        }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return Path.GetFullPath(path);
    }

    private static void Chunk(FileStream file, string name, byte[] data)
    {
        byte[] all = [.. Encoding.ASCII.GetBytes(name), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(all);
        uint sum = uint.MaxValue;
        foreach (byte value in all)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ (0xEDB88320u & (uint)-(int)(sum & 1));
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~sum);
        file.Write(number);
    }
}
