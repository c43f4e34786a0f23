using System;

namespace VaeSample;

/// <summary>Rings, bars and crosses of any size, place and angle on 20 x 20 pixels.</summary>
internal static class Shapes
{
    public const int Size = 20, Pixels = Size * Size;

    /// <summary>Draws one, with soft edges.</summary>
    public static void Draw(Random random, Span<float> pixels)
    {
        int kind = random.Next(3);
        double x = 7 + (6 * random.NextDouble()), y = 7 + (6 * random.NextDouble()), size = 3.5 + (3 * random.NextDouble()), angle = Math.PI * random.NextDouble();
        (double sin, double cos) = Math.SinCos(angle);
        for (int i = 0; i < Pixels; i++)
        {
            double right = (i % Size) - x, down = (i / Size) - y, u = (right * cos) + (down * sin), v = (down * cos) - (right * sin);
            double distance = kind switch
            {
                0 => Math.Abs(Math.Sqrt((u * u) + (v * v)) - size) - 1,
                1 => Bar(u, v),
                _ => Math.Min(Bar(u, v), Bar(v, u)),
            };
            pixels[i] = (float)Math.Clamp(0.5 - distance, 0, 1);
        }

        double Bar(double along, double across) => Math.Max(Math.Abs(along) - size - 1, Math.Abs(across) - 1);
    }
}
