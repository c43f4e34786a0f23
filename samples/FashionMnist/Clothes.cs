using System;
using System.IO;
using ModelGen.Cpu;
using ModelGen.Data;

namespace FashionMnistSample;

/// <summary>Fashion-MNIST where the system has it, and otherwise drawn shapes in its place, so that the program runs anywhere.</summary>
/// <remarks>Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747. Debian's package dataset-fashion-mnist has the files.</remarks>
internal static class Clothes
{
    /// <summary>The ten classes.</summary>
    public static readonly string[] Names = ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    private const string DefaultFolder = "/usr/share/datasets/fashion-mnist";

    /// <summary>The two parts, and where they are from.</summary>
    /// <exception cref="FileNotFoundException">A folder was named, and a file is not there.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    public static (LabelledImages Train, LabelledImages Test, string From) Load(string? folder)
    {
        if (folder is null && !Directory.Exists(DefaultFolder)) return (Draw(12_000, seed: 1), Draw(2_000, seed: 2), "drawn shapes in place of Fashion-MNIST (install dataset-fashion-mnist, or name a folder with --data)");
        folder ??= DefaultFolder;
        LabelledImages train = LabelledImages.FromIdx(Path.Combine(folder, "train-images-idx3-ubyte.gz"), Path.Combine(folder, "train-labels-idx1-ubyte.gz"));
        return (train, LabelledImages.FromIdx(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), Path.Combine(folder, "t10k-labels-idx1-ubyte.gz")), "Fashion-MNIST");
    }

    // Ten periodic patterns at random places, under noise.
    private static LabelledImages Draw(int count, ulong seed)
    {
        const int Size = 28;
        byte[] pixels = new byte[count * Size * Size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Names.Length;
            float angle = labels[i] * MathF.PI / Names.Length, phase = 6.3f * CounterRandom.Uniform(seed, (ulong)i);
            for (int p = 0; p < Size * Size; p++)
            {
                float wave = MathF.Sin((0.9f * ((p / Size * MathF.Cos(angle)) + (p % Size * MathF.Sin(angle)))) + phase);
                float noise = CounterRandom.Normal(seed + 100, (ulong)((i * Size * Size) + p));
                pixels[(i * Size * Size) + p] = (byte)Math.Clamp(128 + (60 * wave) + (50 * noise), 0, 255);
            }
        }

        return new LabelledImages(pixels, labels, 1, Size, Size);
    }
}
