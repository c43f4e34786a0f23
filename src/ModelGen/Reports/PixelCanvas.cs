using System;
using System.Collections.Generic;

namespace ModelGen.Reports;

/// <summary>A plot in pixels, on white, with smooth edges: a pixel is as dark as its distance from a mark's middle says.</summary>
/// <param name="width">The plot's width in its units.</param>
/// <param name="height">The plot's height.</param>
/// <param name="scale">Pixels of a unit.</param>
internal sealed class PixelCanvas(double width, double height, double scale) : IPlotCanvas
{
    private const double Dash = 5, Gap = 4;

    private readonly float[] _coverage = new float[(int)Math.Ceiling(width * scale) * (int)Math.Ceiling(height * scale)]; // of the mark that is being drawn
    private readonly byte[] _pixels = White((int)Math.Ceiling(width * scale) * (int)Math.Ceiling(height * scale) * 3);

    public int Columns { get; } = (int)Math.Ceiling(width * scale);

    public int Rows { get; } = (int)Math.Ceiling(height * scale);

    /// <summary>RGB, row by row.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    public void Line(IReadOnlyList<(double X, double Y)> points, PlotInk ink)
    {
        double walked = 0;
        for (int i = 0; i < points.Count; i++)
        {
            ((double ax, double ay), (double bx, double by)) = (points[Math.Max(0, i - 1)], points[i]);
            if (i == 0 && points.Count > 1) continue;
            double length = Math.Sqrt(((bx - ax) * (bx - ax)) + ((by - ay) * (by - ay)));
            if (!ink.IsDashed || length == 0) Segment(ax, ay, bx, by, ink.Width / 2);
            for (double at = -(walked % (Dash + Gap)); ink.IsDashed && at < length; at += Dash + Gap)
            {
                double from = Math.Max(0, at) / length, to = Math.Min(length, at + Dash) / length;
                if (to > from) Segment(ax + ((bx - ax) * from), ay + ((by - ay) * from), ax + ((bx - ax) * to), ay + ((by - ay) * to), ink.Width / 2);
            }

            walked += length;
        }

        Ink(ink);
    }

    public void Dot(double x, double y, double radius, PlotInk ink)
    {
        Segment(x, y, x, y, radius);
        Ink(ink);
    }

    public void Fill(double x, double y, double width, double height, PlotInk ink)
    {
        int left = Pixel(x, Columns), right = Pixel(x + width, Columns);
        for (int row = Pixel(y, Rows); row < Pixel(y + height, Rows); row++) _coverage.AsSpan((row * Columns) + left, right - left).Fill(1);
        Ink(ink);
    }

    public void Text(string text, double x, double y, double anchor, double size, PlotInk ink, bool isUpward = false)
    {
        double shift = anchor * StrokeFont.Width(text, size);
        foreach ((double X, double Y)[] stroke in StrokeFont.Strokes(text, size))
        {
            (double, double)[] placed = Array.ConvertAll(stroke, point => isUpward ? (x + point.Y, y - point.X + shift) : (x + point.X - shift, y + point.Y));
            if (placed.Length == 1 || placed.AsSpan().IndexOfAnyExcept(placed[0]) < 0) Segment(placed[0].Item1, placed[0].Item2, placed[0].Item1, placed[0].Item2, ink.Width * 0.7);
            for (int i = 1; i < placed.Length; i++) Segment(placed[i - 1].Item1, placed[i - 1].Item2, placed[i].Item1, placed[i].Item2, ink.Width / 2);
        }

        Ink(ink);
    }

    private static byte[] White(int count)
    {
        byte[] pixels = new byte[count];
        pixels.AsSpan().Fill(255);
        return pixels;
    }

    private int Pixel(double at, int most) => Math.Clamp((int)Math.Round(at * scale), 0, most);

    private void Segment(double ax, double ay, double bx, double by, double half)
    {
        (ax, ay, bx, by, half) = (ax * scale, ay * scale, bx * scale, by * scale, half * scale);
        double dx = bx - ax, dy = by - ay, square = (dx * dx) + (dy * dy);
        int top = Math.Max(0, (int)(Math.Min(ay, by) - half - 1)), bottom = Math.Min(Rows - 1, (int)(Math.Max(ay, by) + half + 1));
        int left = Math.Max(0, (int)(Math.Min(ax, bx) - half - 1)), right = Math.Min(Columns - 1, (int)(Math.Max(ax, bx) + half + 1));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double px = column + 0.5 - ax, py = row + 0.5 - ay, along = square == 0 ? 0 : Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1);
                double away = Math.Sqrt(Math.Pow(px - (along * dx), 2) + Math.Pow(py - (along * dy), 2));
                ref float covered = ref _coverage[(row * Columns) + column];
                covered = Math.Max(covered, (float)Math.Clamp(half + 0.5 - away, 0, 1));
            }
        }
    }

    // Once for a whole mark, so that its joints are no darker than it is.
    private void Ink(PlotInk ink)
    {
        for (int i = 0; i < _coverage.Length; i++)
        {
            if (_coverage[i] == 0) continue;
            double part = _coverage[i] * ink.Opacity;
            for (int channel = 0; channel < 3; channel++)
            {
                ref byte pixel = ref _pixels[(3 * i) + channel];
                pixel = (byte)Math.Round(pixel + ((((ink.Colour >> (16 - (8 * channel))) & 255) - pixel) * part));
            }

            _coverage[i] = 0;
        }
    }
}
