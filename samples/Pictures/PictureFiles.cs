using System;
using System.Globalization;
using System.IO;
using FashionMnistSample;
using ModelGen.Data;
using ModelGen.Imaging;

namespace PicturesSample;

/// <summary>The test images of Fashion-MNIST as PNG files, a folder for each class: what a camera or a download leaves behind.</summary>
internal static class PictureFiles
{
    private const int Most = 4_000;

    /// <summary>Writes them where they are not there yet.</summary>
    /// <returns>The folder.</returns>
    public static string Write()
    {
        string root = Path.GetFullPath("pictures");
        if (Directory.Exists(root)) return root;
        (_, LabelledImages images, string from) = Clothes.Load(folder: null);
        string unfinished = root + ".unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        int size = images.Height * images.Width, count = Math.Min(Most, images.Count);
        for (int i = 0; i < count; i++)
        {
            string folder = Path.Combine(unfinished, Clothes.Names[images.Labels[i]]);
            Directory.CreateDirectory(folder);
            ImageFile.WritePng(Path.Combine(folder, $"{i:00000}.png"), images.Pixels.Slice(i * size, size), 1, images.Height, images.Width);
        }

        Directory.Move(unfinished, root);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} PNG files from {from} are in '{root}'"));
        return root;
    }
}
