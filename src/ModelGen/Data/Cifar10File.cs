using System;
using System.Globalization;
using System.IO;

namespace ModelGen.Data;

/// <summary>CIFAR-10's binary files: records of one label and 3 x 32 x 32 bytes, channels first.</summary>
/// <remarks>Krizhevsky 2009, "The CIFAR-10 dataset", section "binary version". A file is read once, from its start to its end, and no length is asked for: it may be packed, or grow.</remarks>
internal static class Cifar10File
{
    private const int Size = 32;
    private const int Channels = 3;
    private const int Image = Channels * Size * Size;
    private const int Record = 1 + Image;
    private const int Classes = 10;

    // One file of the set.
    private const int FirstImages = 10_000;

    public static LabelledImages Read(ReadOnlySpan<string> paths)
    {
        if (paths.IsEmpty) throw new ArgumentException("Give at least one file: data_batch_1.bin, say", nameof(paths));
        byte[] pixels = [];
        int[] labels = [];
        byte[] record = new byte[Record];
        int count = 0;
        foreach (string path in paths)
        {
            using Stream stream = DataStream.Open(path, "download and unpack cifar-10-binary.tar.gz first");
            int first = count;
            while (true)
            {
                int read = stream.ReadAtLeast(record, Record, throwOnEndOfStream: false);
                if (read == 0 && count > first) break;
                if (read < Record) throw Torn(path, ((long)(count - first) * Record) + read, record.AsSpan(0, read));
                if (record[0] >= Classes) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{path}': record {count - first} has label {record[0]}, outside [0, {Classes}): is it CIFAR-10's binary version, and not CIFAR-100's?"));
                if (count == labels.Length) Grow(ref pixels, ref labels);
                labels[count] = record[0];
                record.AsSpan(1).CopyTo(pixels.AsSpan(count * Image));
                count++;
            }
        }

        Array.Resize(ref pixels, count * Image);
        Array.Resize(ref labels, count);
        return new LabelledImages(pixels, labels, Channels, Size, Size);
    }

    private static void Grow(ref byte[] pixels, ref int[] labels)
    {
        int most = Array.MaxLength / Image;
        if (labels.Length == most) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The files have more than the {most} images that fit in one array: give fewer files"));
        int count = Math.Min(most, Math.Max(FirstImages, 2 * labels.Length));
        Array.Resize(ref pixels, count * Image);
        Array.Resize(ref labels, count);
    }

    private static DataFormatException Torn(string path, long length, ReadOnlySpan<byte> head) => new(FileKind.Of(head) is FileKind kind && length < Record
        ? $"'{path}' is {kind.Name}, not CIFAR-10's binary version: {kind.Advice}"
        : string.Create(CultureInfo.InvariantCulture, $"'{path}' has {length} bytes, no multiple of the {Record} of a record (label and 3 x 32 x 32 pixels): it is cut short, still being written, or not CIFAR-10's binary version"));
}
