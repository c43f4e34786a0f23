using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Data;

namespace DigitsSample;

/// <summary>Writes digits, each time another way: ways in which people write them, bent, slanted, stretched and shaken.</summary>
/// <param name="seed">The same seed writes the same.</param>
internal sealed class Hand(int seed)
{
    // Points on a sheet of 100 x 100, y downwards, with curves through them; "/" is a corner, "|" lifts the pen.
    private static readonly string[][] Ways =
    [
        ["50 5, 20 25, 15 60, 45 95, 80 70, 82 30, 50 5", "70 12, 40 5, 15 45, 35 92, 75 80, 85 35, 60 5, 45 10", "50 5, 82 30, 80 70, 45 95, 15 60, 20 25, 54 6", "20 20, 12 65, 50 96, 88 60, 70 10, 30 8, 18 28"],
        ["50 5, 50 95", "30 25, 52 5 / 52 95", "30 25, 52 5 / 52 95 | 28 95, 78 95", "20 35, 52 5 / 50 95", "50 95, 52 5"],
        ["20 28, 35 8, 65 8, 78 28, 62 55, 18 95 / 82 93", "20 25, 45 5, 75 22, 65 55, 30 88, 18 85, 30 75, 55 88, 85 90", "22 15, 60 5, 75 28, 50 60, 15 92 / 50 90, 85 95", "15 30, 50 4, 80 30, 15 95 / 85 95"],
        ["20 15, 50 5, 75 22, 45 45 / 78 65, 60 92, 18 85", "20 8, 78 8 / 45 42 / 80 62, 60 94, 18 86", "20 15, 50 5, 72 25, 50 46, 74 62, 70 88, 40 96, 15 82", "18 22, 45 4, 72 24, 40 46 / 62 48, 82 72, 50 96, 14 78"],
        ["25 5, 18 55 / 85 55 | 65 25, 62 95", "60 95, 60 5 / 12 65 / 88 65", "65 5, 15 62 / 85 62 | 62 30, 62 95", "22 8, 20 40, 40 55, 72 48 | 74 8, 72 50, 68 96", "62 5, 12 68 / 90 68 | 62 5, 62 95"],
        ["75 8, 30 8 / 25 45 / 55 38, 80 62, 60 93, 18 86", "30 8, 25 45 / 58 40, 80 65, 55 95, 18 84 | 30 8, 80 8", "75 12, 40 8, 28 30, 50 45, 75 62, 60 92, 20 86", "80 6, 28 6 / 28 42 / 65 42, 80 70, 50 94, 20 90"],
        ["70 8, 35 30, 20 65, 45 94, 76 75, 60 52, 25 65", "60 5, 25 50, 28 88, 60 94, 75 68, 50 52, 24 72", "78 12, 50 5, 22 40, 22 80, 50 95, 78 76, 52 50, 22 70", "40 5, 20 60, 35 94, 70 84, 62 58, 25 70"],
        ["18 10, 80 10 / 42 95", "18 10, 80 10 / 42 95 | 30 52, 72 52", "18 14, 50 8, 80 10 / 55 50, 45 95", "20 28, 20 10 / 80 10 / 45 95", "15 8, 85 8 / 60 40, 40 96 | 35 50, 75 46"],
        ["75 20, 50 5, 25 22, 50 46, 78 72, 50 95, 22 73, 50 46, 76 22, 70 12", "50 48, 25 26, 50 5, 75 26, 50 48 | 50 48, 20 72, 50 95, 80 72, 50 48", "50 46, 24 22, 50 5, 76 22, 50 46, 20 74, 50 95, 80 72, 50 46", "78 14, 40 5, 26 28, 72 66, 62 94, 28 88, 34 60, 76 18"],
        ["75 30, 50 5, 24 28, 48 52, 75 30 / 72 95", "76 25, 45 6, 24 32, 50 52, 76 28, 74 70, 50 94, 25 85", "72 12, 40 6, 24 32, 50 50, 74 25 / 60 95", "74 18, 40 6, 26 36, 56 48, 76 16, 70 60, 66 96", "52 50, 24 30, 52 5, 76 28, 52 50 | 76 28, 62 95"],
    ];

    private const int PointsBetween = 6; // of a curve, from one point of a way to the next

    private readonly Random _random = new(seed);

    /// <summary>Pictures of as many digits, as <see cref="Canvas"/> draws them.</summary>
    public LabelledImages Write(int count)
    {
        byte[] pixels = new byte[count * Canvas.Size * Canvas.Size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 10;
            (float[] points, int[] lengths) = Write(labels[i], _random.Next(Ways[labels[i]].Length));
            Canvas.Draw(points, lengths, pixels.AsSpan(i * Canvas.Size * Canvas.Size, Canvas.Size * Canvas.Size), pen: 0.9f + (0.9f * _random.NextSingle()));
        }

        return new LabelledImages(pixels, labels, 1, Canvas.Size, Canvas.Size);
    }

    private (float[] Points, int[] Lengths) Write(int digit, int way)
    {
        // Turned, slanted, narrow or wide, and bent by a slow wave.
        float angle = 0.16f * Normal(), slant = 0.22f * Normal(), width = MathF.Exp(-0.15f + (0.25f * Normal()));
        float sin = MathF.Sin(angle), cos = MathF.Cos(angle), phase = 6.3f * _random.NextSingle(), bend = 0.03f * Normal();
        List<float> points = [];
        List<int> lengths = [];
        foreach (string stroke in Ways[digit][way].Split('|'))
        {
            int before = points.Count;
            (float X, float Y)? corner = null;
            foreach (string piece in stroke.Split('/'))
            {
                (float X, float Y)[] through = [.. piece.Split(',').Select(Shaken)];
                if (corner is { } last) through = [last, .. through];
                corner = through[^1];
                for (int i = 0; i + 1 < through.Length; i++)
                {
                    for (int k = 0; k < PointsBetween; k++) Add(Between(through, i, (float)k / PointsBetween));
                }
            }

            Add(corner!.Value);
            lengths.Add((points.Count - before) / 2);
        }

        return ([.. points], [.. lengths]);

        (float X, float Y) Shaken(string text)
        {
            string[] numbers = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (Number(numbers[0]), Number(numbers[1]));

            float Number(string number) => (float.Parse(number, CultureInfo.InvariantCulture) / 100) - 0.5f + (0.035f * Normal());
        }

        void Add((float X, float Y) point)
        {
            float x = width * (point.X - (slant * point.Y)), y = point.Y;
            (x, y) = (x + (bend * MathF.Sin((5 * y) + phase)), y + (bend * MathF.Sin((5 * x) + phase)));
            points.Add((cos * x) - (sin * y) + (0.004f * Normal()));
            points.Add((sin * x) + (cos * y) + (0.004f * Normal()));
        }
    }

    // Catmull and Rom's curve.
    private static (float X, float Y) Between((float X, float Y)[] points, int i, float t)
    {
        (float X, float Y) a = points[Math.Max(i - 1, 0)], b = points[i], c = points[i + 1], d = points[Math.Min(i + 2, points.Length - 1)];
        return (Cubic(a.X, b.X, c.X, d.X), Cubic(a.Y, b.Y, c.Y, d.Y));

        float Cubic(float before, float from, float to, float after) =>
            from + (0.5f * t * (to - before + (t * ((2 * before) - (5 * from) + (4 * to) - after + (t * ((3 * (from - to)) + after - before))))));
    }

    private float Normal() => MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle())) * MathF.Cos(2 * MathF.PI * _random.NextSingle());
}
