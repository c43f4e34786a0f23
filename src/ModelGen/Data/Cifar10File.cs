using System;
using System.Globalization;
using System.IO;

namespace ModelGen.Data;

/// <summary>CIFAR-10's binary files: records of one label and 3 x 32 x 32 bytes, channels first.</summary>
/// <remarks>Krizhevsky 2009, "The CIFAR-10 dataset", section "binary version".</remarks>
internal static class Cifar10File
{
    private const int Size = 32;
    private const int Channels = 3;
    private const int Image = Channels * Size * Size;
    private const int Record = 1 + Image;
    private const int Classes = 10;

    public static LabelledImages Read(ReadOnlySpan<string> paths)
    {
        if (paths.IsEmpty) throw new ArgumentException("Give at least one file: data_batch_1.bin, say", nameof(paths));
        long count = 0;
        foreach (string path in paths) count += Count(path);
        if (count * Image > Array.MaxLength) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The files have {count} images, more than fit in one array: give fewer files"));
        byte[] pixels = new byte[count * Image];
        int[] labels = new int[count];
        byte[] record = new byte[Record];
        int next = 0;
        foreach (string path in paths)
        {
            using Stream stream = DataStream.Open(path);
            for (long left = Count(path); left > 0; left--, next++)
            {
                DataStream.ReadExactly(stream, record, path, string.Create(CultureInfo.InvariantCulture, $"record {Count(path) - left}"));
                labels[next] = record[0];
                if (labels[next] >= Classes) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{path}': record {Count(path) - left} has label {labels[next]}, outside [0, {Classes}): is it CIFAR-10's binary version, and not CIFAR-100's?"));
                record.AsSpan(1).CopyTo(pixels.AsSpan(next * Image));
            }
        }

        return new LabelledImages(pixels, labels, Channels, Size, Size);
    }

    private static long Count(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no data file '{path}': check the path, or download and unpack cifar-10-binary.tar.gz first", path);
        long length = new FileInfo(path).Length;
        if (length > 0 && length % Record == 0) return length / Record;
        throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{path}' has {length} bytes, no multiple of the {Record} of a record (label and 3 x 32 x 32 pixels): it is cut short, still packed, or not CIFAR-10's binary version"));
    }
}
