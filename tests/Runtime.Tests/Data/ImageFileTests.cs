using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class ImageFileTests
{
    private static readonly byte[] s_images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] s_labels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 4];

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void ImagesAndLabelsAreRead(string ending)
    {
        using TemporaryFolder folder = new();
        LabelledImages images = LabelledImages.FromIdx(Write(folder, "i" + ending, s_images), Write(folder, "l" + ending, s_labels));
        Assert.Equal((2, 1, 2, 3), (images.Count, images.Channels, images.Height, images.Width));
        Assert.Equal([9, 4], images.Labels);
        float[] floats = images.ToFloats();
        for (int i = 0; i < 6; i++) Assert.Equal(i / 5f, floats[i], 1e-6f);
        Assert.Equal((1 - 0.5f) / 0.25f, images.ToFloats(0.5f, 0.25f)[5], 1e-5f);
        Batch<float, int> batch = new();
        Assert.True(images.ToDataset(2, shuffle: false).Next(batch));
        Assert.Equal([2, 1, 2, 3], batch.InputTensor.Lengths);
        Assert.Equal([9, 4], batch.Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void EveryTruncationIsSaid(string ending)
    {
        using TemporaryFolder folder = new();
        for (int length = 0; length < s_images.Length; length++)
        {
            string path = Write(folder, "i" + ending, s_images[..length]);
            string message = Assert.Throws<DataFormatException>(() => IdxFile.Read(path)).Message;
            Assert.Contains("is cut short", message, StringComparison.Ordinal);
            Assert.Contains(path, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ATruncatedGzipFileIsSaid()
    {
        using TemporaryFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, "i.gz", s_images));
        File.WriteAllBytes(folder["i.gz"], whole[..^12]);
        Assert.Contains(folder["i.gz"], Assert.Throws<DataFormatException>(() => IdxFile.Read(folder["i.gz"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 0 }, "begins with 01000801")]
    [InlineData(new byte[] { 0, 0, 13, 1, 0, 0, 0, 0 }, "type 0x0D")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "it has 0 axes")]
    [InlineData(new byte[] { 0, 0, 8, 200 }, "it has 200 axes")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF }, "more than")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0 }, "more than")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0x7F, 0, 0, 0, 0xFF, 0xFF, 1 }, "is cut short")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 7, 8 }, "goes on behind")]
    public void WrongHeadsAreSaidBeforeMemoryIsTaken(byte[] content, string what)
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, "i", content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(what, Assert.Throws<DataFormatException>(() => IdxFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void FilesThatDoNotBelongTogetherAreSaid()
    {
        using TemporaryFolder folder = new();
        string images = Write(folder, "i", s_images), labels = Write(folder, "l", s_labels);
        Assert.Contains("expected images of three axes", Assert.Throws<DataFormatException>(() => LabelledImages.FromIdx(labels, images)).Message, StringComparison.Ordinal);
        string three = Write(folder, "three", [0, 0, 8, 1, 0, 0, 0, 3, 9, 4, 1]);
        Assert.Contains("2 images", Assert.Throws<DataFormatException>(() => LabelledImages.FromIdx(images, three)).Message, StringComparison.Ordinal);
        Assert.Contains("label 9 at place 0, outside the 5 classes", Assert.Throws<DataFormatException>(() => LabelledImages.FromIdx(images, labels, classes: 5)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => LabelledImages.FromIdx(folder["none"], labels));
        File.WriteAllBytes(folder["no.gz"], s_images);
        Assert.Contains("no gzip file", Assert.Throws<DataFormatException>(() => IdxFile.Read(folder["no.gz"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cifar10IsRead()
    {
        using TemporaryFolder folder = new();
        byte[] record = [.. Enumerable.Range(0, 3073).Select(i => (byte)(i % 251))];
        record[0] = 7;
        byte[] second = [.. record];
        second[0] = 3;
        LabelledImages images = LabelledImages.FromCifar10(Write(folder, "a", [.. record, .. second]), Write(folder, "b", record));
        Assert.Equal([7, 3, 7], images.Labels);
        Assert.Equal((3, 3, 32, 32), (images.Count, images.Channels, images.Height, images.Width));
        Assert.Equal(record[1..], images.Pixels[..3072].ToArray());
        record[0] = 12;
        Assert.Contains("record 1 has label 12", Assert.Throws<DataFormatException>(() => LabelledImages.FromCifar10(Write(folder, "c", [.. second, .. record]))).Message, StringComparison.Ordinal);
        Assert.Contains("no multiple", Assert.Throws<DataFormatException>(() => LabelledImages.FromCifar10(Write(folder, "d", record[..^1]))).Message, StringComparison.Ordinal);
        Assert.Contains("0 bytes", Assert.Throws<DataFormatException>(() => LabelledImages.FromCifar10(Write(folder, "e", []))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => LabelledImages.FromCifar10(folder["none"]));
    }

    [Fact]
    public void Cifar10IsReadPackedAndWhileItGrows()
    {
        using TemporaryFolder folder = new();
        byte[] record = new byte[3073];
        record[0] = 5;
        Assert.Equal([5, 5], LabelledImages.FromCifar10(Write(folder, "a.bin.gz", [.. record, .. record])).Labels);
        string path = Write(folder, "grows", record);
        using ManualResetEventSlim go = new();
        Thread writer = new(() =>
        {
            using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            for (int i = 0; i < 20_000; i++)
            {
                file.Write(record.AsSpan(0, 1000));
                file.Write(record.AsSpan(0, 2073)); // a record is not written at once
                if (i == 10) go.Set();
            }
        });
        writer.Start();
        go.Wait();
        for (int round = 0; round < 20; round++)
        {
            try
            {
                Assert.All(LabelledImages.FromCifar10(path, path).Labels.ToArray(), label => Assert.InRange(label, 0, 5));
            }
            catch (DataFormatException error)
            {
                Assert.Contains("still being written", error.Message, StringComparison.Ordinal);
            }
        }

        writer.Join();
    }

    private static string Write(TemporaryFolder folder, string name, byte[] content)
    {
        string path = folder[name];
        using FileStream file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(content);
        return path;
    }
}
