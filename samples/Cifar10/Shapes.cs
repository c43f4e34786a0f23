using System;
using ModelGen.Cpu;
using ModelGen.Data;

namespace Cifar10Sample;

/// <summary>Pictures of ten shapes in random colours, sizes and places, under noise: a stand-in of CIFAR-10's size.</summary>
internal static class Shapes
{
    /// <summary>The ten shapes.</summary>
    public static readonly string[] Names = ["disc", "ring", "square", "frame", "cross", "diagonal cross", "horizontal bars", "vertical bars", "triangle", "half disc"];

    private const int Size = 32;

    /// <summary>Draws pictures, as many of each shape.</summary>
    public static LabelledImages Draw(int count, ulong seed)
    {
        byte[] pixels = new byte[count * 3 * Size * Size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Names.Length;
            ulong key = CounterRandom.Derive(seed, (ulong)i);
            float radius = 7 + (4 * CounterRandom.Uniform(key, 0));
            float top = radius + ((Size - (2 * radius)) * CounterRandom.Uniform(key, 1)), left = radius + ((Size - (2 * radius)) * CounterRandom.Uniform(key, 2));
            for (int channel = 0; channel < 3; channel++)
            {
                // At least a third of the range apart: every shape can be seen.
                float back = 200 * CounterRandom.Uniform(key, (ulong)(3 + channel)), ink = (back + 85 + (85 * CounterRandom.Uniform(key, (ulong)(6 + channel)))) % 255;
                for (int p = 0; p < Size * Size; p++)
                {
                    bool inside = Covers(labels[i], ((p / Size) - top) / radius, ((p % Size) - left) / radius);
                    float noise = 20 * CounterRandom.Normal(key, (ulong)(100 + (channel * Size * Size) + p));
                    pixels[(((i * 3) + channel) * Size * Size) + p] = (byte)Math.Clamp((inside ? ink : back) + noise, 0, 255);
                }
            }
        }

        return new LabelledImages(pixels, labels, 3, Size, Size);
    }

    // y and x from -1 to 1, from the shape's middle.
    private static bool Covers(int shape, float y, float x)
    {
        float distance = MathF.Sqrt((y * y) + (x * x)), edge = MathF.Max(MathF.Abs(y), MathF.Abs(x));
        return shape switch
        {
            0 => distance < 1,
            1 => distance is < 1 and > 0.6f,
            2 => edge < 0.9f,
            3 => edge is < 0.9f and > 0.5f,
            4 => edge < 1 && MathF.Min(MathF.Abs(y), MathF.Abs(x)) < 0.25f,
            5 => edge < 1 && MathF.Abs(MathF.Abs(y) - MathF.Abs(x)) < 0.35f,
            6 => edge < 1 && MathF.Abs((MathF.Abs(y) * 2) - 1) < 0.4f,
            7 => edge < 1 && MathF.Abs((MathF.Abs(x) * 2) - 1) < 0.4f,
            8 => y is > -1 and < 0.9f && MathF.Abs(x) < (y + 1) / 2,
            _ => distance < 1 && y < 0,
        };
    }
}
