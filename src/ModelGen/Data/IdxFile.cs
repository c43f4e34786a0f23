using System;
using System.Buffers.Binary;
using System.IO;

namespace ModelGen.Data;

/// <summary>A tensor of bytes in the IDX format of MNIST: two zeros, a type, the number of axes, their sizes big-endian, then the bytes.</summary>
/// <remarks>LeCun, Cortes and Burges, "The MNIST database", section "the IDX file format". Files packed by gzip are unpacked on the way.</remarks>
public sealed class IdxFile
{
    private const byte UnsignedBytes = 8;
    private const int MostAxes = 8;

    private IdxFile(int[] shape, byte[] data) => (Shape, Data) = (shape, data);

    /// <summary>The sizes of the axes.</summary>
    public int[] Shape { get; }

    /// <summary>The bytes, row-major.</summary>
    public byte[] Data { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no IDX file of bytes, is cut short, or goes on behind its end.</exception>
    public static IdxFile Read(string path)
    {
        using Stream stream = DataStream.Open(path);
        Span<byte> head = stackalloc byte[4 + (4 * MostAxes)];
        DataStream.ReadExactly(stream, head[..4], path, "its head");
        if ((head[0] != 0 || head[1] != 0) && FileKind.OfFile(path) is FileKind kind) throw new DataFormatException($"'{path}' is {kind.Name}, no IDX file: {kind.Advice}");
        if (head[0] != 0 || head[1] != 0) throw Bad(path, $"it begins with {Convert.ToHexString(head[..4])} instead of 0000 and a type");
        if (head[2] != UnsignedBytes) throw Bad(path, $"its elements are of type 0x{head[2]:X2}, expected bytes (0x08)");
        int axes = head[3];
        if (axes is < 1 or > MostAxes) throw Bad(path, $"it has {axes} axes, expected 1 to {MostAxes}");
        DataStream.ReadExactly(stream, head.Slice(4, 4 * axes), path, "its sizes");
        int[] shape = new int[axes];
        long count = 1;
        for (int i = 0; i < axes; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(head[(4 + (4 * i))..]);
            if (size > (ulong)Array.MaxLength || (count *= size) > Array.MaxLength) throw Bad(path, $"its sizes make more than {Array.MaxLength} elements");
            shape[i] = (int)size;
        }

        return new IdxFile(shape, DataStream.ReadToEnd(stream, (int)count, path));
    }

    private static DataFormatException Bad(string path, string what) => new($"'{path}' is no usable IDX file: {what}; get the file again, or check that it is what it should be");
}
