using System;

namespace SegmenterSample;

/// <summary>Discs among squares of the same brightness, under noise: only the form says which pixels belong to a disc.</summary>
internal static class Scene
{
    public const int Size = 32, Pixels = Size * Size;

    /// <summary>Draws one.</summary>
    /// <param name="random">What is drawn where.</param>
    /// <param name="image">What a camera sees.</param>
    /// <param name="mask">1 on a disc.</param>
    public static void Draw(Random random, Span<float> image, Span<float> mask)
    {
        mask.Clear();
        image.Fill(0.25f);
        for (int shape = 2 + random.Next(4); shape > 0; shape--)
        {
            bool isDisc = random.Next(2) == 0;
            float x = (float)random.NextDouble() * Size, y = (float)random.NextDouble() * Size, size = 3 + (4 * (float)random.NextDouble()), light = 0.45f + (0.4f * (float)random.NextDouble());
            for (int i = 0; i < Pixels; i++)
            {
                float right = MathF.Abs((i % Size) - x), down = MathF.Abs((i / Size) - y);
                if (isDisc ? (right * right) + (down * down) > size * size : MathF.Max(right, down) > size * 0.88f) continue;
                (image[i], mask[i]) = (light, isDisc ? 1 : 0);
            }
        }

        foreach (ref float pixel in image) pixel += 0.25f * ((float)random.NextDouble() - 0.5f);
    }
}
