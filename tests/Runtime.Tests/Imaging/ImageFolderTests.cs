using System;
using System.IO;
using System.Linq;
using ModelGen.Data;
using ModelGen.Imaging;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using Xunit;

namespace ModelGen.Runtime.Tests.Imaging;

public sealed class ImageFolderTests
{
    [Fact]
    public void PixelsOfAPngAreThePixelsThatWereWritten()
    {
        using TemporaryFolder folder = new();
        byte[] pixels = [.. Enumerable.Range(0, 3 * 5 * 7).Select(i => (byte)(i * 37))];
        ImageFile.WritePng(folder["c.png"], pixels, 3, 5, 7);
        float[] read = ImageFile.Read(folder["c.png"], new ImageOptions { Height = 5, Width = 7, Mean = [0.1f, 0.2f, 0.3f], Deviation = [1, 2, 4] });
        for (int i = 0; i < read.Length; i++) Assert.Equal(((pixels[i] / 255f) - (0.1f * (1 + (i / 35)))) / (1 << (i / 35)), read[i], 1e-6f);
        ImageFile.WritePng(folder["g.png"], pixels[..35], 1, 5, 7);
        Assert.Equal(pixels[..35].Select(p => p / 255f), ImageFile.Read(folder["g.png"], new ImageOptions { Height = 5, Width = 7, Channels = 1 }));
        Assert.Equal(ImageFile.Read(folder["g.png"], new ImageOptions { Height = 5, Width = 7, Channels = 1 }), ImageFile.Read(folder["g.png"], new ImageOptions { Height = 5, Width = 7 })[35..70]);
        float grey = ImageFile.Read(folder["c.png"], new ImageOptions { Height = 5, Width = 7, Channels = 1 })[0];
        Assert.Equal(((0.299f * pixels[0]) + (0.587f * pixels[35]) + (0.114f * pixels[70])) / 255, grey, 2e-3f);
        Assert.Throws<ArgumentException>(() => ImageFile.WritePng(folder["x.png"], pixels, 3, 5, 8));
        Assert.Throws<ArgumentException>(() => ImageFile.Read(folder["c.png"], new ImageOptions { Height = 5, Width = 7, Mean = [1] }));
        Assert.Throws<ArgumentException>(() => ImageFile.Read(folder["c.png"], new ImageOptions { Height = 5, Width = 7, Deviation = [1, 0, 1] }));
        Assert.Throws<ArgumentException>(() => new ImageOptions { Height = 0, Width = 7 });
        Assert.Throws<ArgumentException>(() => new ImageOptions { Height = 1, Width = 7, Channels = 2 });
    }

    [Fact]
    public void PicturesOfOtherShapesAreCroppedPaddedOrStretched()
    {
        // Black, white, black in three parts from left to right, twice as wide as high.
        using TemporaryFolder folder = new();
        byte[] pixels = [.. Enumerable.Range(0, 30 * 60).Select(i => (byte)(i % 60 is >= 15 and < 45 ? 255 : 0))];
        ImageFile.WritePng(folder["w.png"], pixels, 1, 30, 60);
        ImageOptions options = new() { Height = 10, Width = 10, Channels = 1 };
        Assert.All(ImageFile.Read(folder["w.png"], options), pixel => Assert.InRange(pixel, 0.75f, 1)); // the middle; its border mixes
        float[] padded = ImageFile.Read(folder["w.png"], options with { Fit = ImageFit.Pad });
        Assert.All(padded[..20], pixel => Assert.Equal(0, pixel));
        Assert.Equal([0, 0, 1, 1, 0, 0], new[] { padded[50], padded[51], padded[54], padded[55], padded[58], padded[59] }.Select(p => MathF.Round(p)));
        float[] stretched = ImageFile.Read(folder["w.png"], options with { Fit = ImageFit.Stretch });
        Assert.Equal([0, 0, 1, 1, 0, 0], new[] { stretched[0], stretched[1], stretched[4], stretched[5], stretched[8], stretched[9] }.Select(p => MathF.Round(p)));
        Assert.Equal(pixels.Average(p => p / 255.0), stretched.Average(p => (double)p), 0.01);
    }

    [Fact]
    public void JpegsAreReadUprightAndThoseThatAreCutShortAreSaid()
    {
        using TemporaryFolder folder = new();
        using (Image<Rgb24> image = new(40, 20))
        {
            image.ProcessPixelRows(rows =>
            {
                for (int y = 0; y < 20; y++) rows.GetRowSpan(y)[..20].Fill(new Rgb24(255, 0, 0));
            });
            image.SaveAsJpeg(folder["a.jpg"], new JpegEncoder { Quality = 95 });
            image.Metadata.ExifProfile = new ExifProfile();
            image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)6); // to be turned clockwise
            image.SaveAsJpeg(folder["r.jpeg"], new JpegEncoder { Quality = 95 });
        }

        float[] upright = ImageFile.Read(folder["a.jpg"], new ImageOptions { Height = 20, Width = 40 });
        Assert.InRange(upright[(10 * 40) + 5], 0.95f, 1);
        Assert.InRange(upright[(10 * 40) + 35], 0, 0.05f);
        Assert.InRange(upright[800 + (10 * 40) + 5], 0, 0.05f);
        float[] turned = ImageFile.Read(folder["r.jpeg"], new ImageOptions { Height = 40, Width = 20 });
        Assert.InRange(turned[(5 * 20) + 10], 0.95f, 1);
        Assert.InRange(turned[(35 * 20) + 10], 0, 0.05f);
        ImageFile.WritePng(folder["a.png"], [.. Enumerable.Range(0, 900).Select(i => (byte)(i * 97))], 1, 30, 30);
        foreach (string name in new[] { "a.jpg", "a.png" })
        {
            byte[] whole = File.ReadAllBytes(folder[name]);
            for (int length = 0; length < whole.Length; length += 13)
            {
                File.WriteAllBytes(folder["cut"], whole[..length]);
                Assert.Contains(folder["cut"], Assert.Throws<DataFormatException>(() => ImageFile.Read(folder["cut"], new ImageOptions { Height = 8, Width = 8 })).Message, StringComparison.Ordinal);
            }

            // Whatever else is damaged: numbers or this exception, nothing else.
            Random random = new(1);
            for (int i = 0; i < 150; i++)
            {
                byte[] damaged = (byte[])whole.Clone();
                for (int change = 0; change < 4; change++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                File.WriteAllBytes(folder["cut"], damaged);
                try
                {
                    Assert.All(ImageFile.Read(folder["cut"], new ImageOptions { Height = 8, Width = 8 }), value => Assert.InRange(value, 0, 1));
                }
                catch (DataFormatException)
                {
                }
            }
        }

        File.WriteAllText(folder["t.png"], "no picture");
        Assert.Contains("is no PNG or JPEG picture", Assert.Throws<DataFormatException>(() => ImageFile.Read(folder["t.png"], new ImageOptions { Height = 8, Width = 8 })).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ImageFile.Read(folder["none"], new ImageOptions { Height = 8, Width = 8 }));
    }

    [Fact]
    public void FoldersAreClassesAndBatchesDoNotDependOnThreads()
    {
        using TemporaryFolder folder = new();
        (ImageFolder pictures, LabelledImages images) = Folder(folder, 37);
        Assert.Equal(["cat", "dog", "Ü"], pictures.Classes);
        Assert.Equal(images.Labels, pictures.Labels);
        ImageOptions options = new() { Height = 6, Width = 5, Channels = 1 };
        Assert.Equal(images.Pixels, pictures.ToImages(options).Pixels);
        TensorDataset<float, int> memory = images.ToDataset(batch: 8, seed: 5);
        ImageAugmentation augmentation = new() { FlipHorizontally = true, Rotation = 20, Contrast = 0.3f, Brightness = 0.2f, Cutout = 2, Noise = 0.1f };
        AugmentedSource<int> expected = new(memory, augmentation);
        foreach (int threads in new[] { 1, 2, 5 })
        {
            expected.Position = new DataPosition(5, 0);
            using PrefetchSource<float, int> data = new(new AugmentedSource<int>(pictures.ToDataset(options, batch: 8, seed: 5, threads: threads), augmentation), depth: 3);
            Batch<float, int> one = new(), other = new();
            for (int call = 0; call < 13; call++)
            {
                bool hasBatch = expected.Next(one);
                Assert.Equal(hasBatch, data.Next(other));
                Assert.Equal(one.Target.ToArray(), other.Target.ToArray());
                for (int i = 0; i < one.Input.Length; i++) Assert.Equal(one.Input[i], other.Input[i], 1e-5f);
            }

            Assert.Equal(new DataPosition(5, 13), data.Position);
        }
    }

    [Fact]
    public void MeanAndDeviationAreThoseOfAllPixels()
    {
        using TemporaryFolder folder = new();
        (ImageFolder pictures, LabelledImages images) = Folder(folder, 20);
        ImageOptions measured = pictures.Measure(new ImageOptions { Height = 6, Width = 5, Channels = 1 });
        double mean = images.Pixels.ToArray().Average(p => p / 255.0), variance = images.Pixels.ToArray().Average(p => Math.Pow((p / 255.0) - mean, 2));
        Assert.Equal(mean, measured.Mean[0], 1e-6);
        Assert.Equal(Math.Sqrt(variance), measured.Deviation[0], 1e-6);
        Batch<float, int> batch = new();
        pictures.ToDataset(measured, batch: 20).Next(batch);
        Assert.Equal(0, batch.Input.ToArray().Average(), 1e-5f);
    }

    [Fact]
    public void FaultsAreNamedAndTrainingCanGoOn()
    {
        using TemporaryFolder folder = new();
        (ImageFolder pictures, _) = Folder(folder, 12);
        ImageOptions options = new() { Height = 6, Width = 5, Channels = 1 };
        byte[] kept = File.ReadAllBytes(pictures.Files[7]);
        File.WriteAllText(pictures.Files[7], "damaged");
        File.WriteAllText(pictures.Files[9], "damaged");
        StreamedDataset<float, int> data = pictures.ToDataset(options, batch: 12, shuffle: false);
        Batch<float, int> batch = new();
        Assert.Contains(pictures.Files[7], Assert.Throws<DataFormatException>(() => data.Next(batch)).Message, StringComparison.Ordinal);
        Assert.Contains(pictures.Files[7], Assert.Throws<DataFormatException>(() => pictures.Measure(options)).Message, StringComparison.Ordinal);
        Assert.Contains(pictures.Files[7], Assert.Throws<DataFormatException>(() => pictures.ToImages(options)).Message, StringComparison.Ordinal);
        Assert.Equal(0, data.Position.Calls);
        File.WriteAllBytes(pictures.Files[7], kept);
        File.WriteAllBytes(pictures.Files[9], kept);
        Assert.True(data.Next(batch));
        Assert.False(data.Next(batch));

        Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Open(folder["none"]));
        Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Open(folder["p"], ["cat", "cow"]));
        Directory.CreateDirectory(folder["empty"]);
        Assert.Contains("has no folders", Assert.Throws<DataFormatException>(() => ImageFolder.Open(folder["empty"])).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder["p"], "cow"));
        Assert.Contains("has no .png, .jpg or .jpeg file", Assert.Throws<DataFormatException>(() => ImageFolder.Open(folder["p"])).Message, StringComparison.Ordinal);
        Assert.Equal(["dog", "cat"], ImageFolder.Open(folder["p"], ["dog", "cat"]).Classes);
        Assert.Throws<ArgumentOutOfRangeException>(() => pictures.Take([12]));
    }

    private static (ImageFolder Folder, LabelledImages Images) Folder(TemporaryFolder folder, int count)
    {
        string[] classes = ["cat", "dog", "Ü"];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i * 3 / count)];
        byte[] pixels = [.. Enumerable.Range(0, count * 30).Select(i => (byte)(((i * 7919) + (i / 30 * 104_729)) % 251))];
        for (int i = 0; i < count; i++)
        {
            string inside = Path.Combine(folder["p"], classes[labels[i]], i % 2 == 0 ? "" : "more");
            Directory.CreateDirectory(inside);
            ImageFile.WritePng(Path.Combine(inside, $"{i:000}.PNG"), pixels.AsSpan(i * 30, 30), 1, 6, 5);
        }

        File.WriteAllText(Path.Combine(folder["p"], "notes.txt"), "");
        ImageFolder found = ImageFolder.Open(folder["p"]);
        int[] places = [.. found.Files.Select(file => int.Parse(Path.GetFileNameWithoutExtension(file), System.Globalization.CultureInfo.InvariantCulture))];
        byte[] sorted = [.. places.SelectMany(place => pixels[(place * 30)..((place + 1) * 30)])];
        return (found, new LabelledImages(sorted, [.. places.Select(place => labels[place])], 1, 6, 5));
    }
}
