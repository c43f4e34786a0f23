using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Imaging;

/// <summary>What pictures become: a size, channels, and numbers (pixel / 255 - mean) / deviation.</summary>
public sealed record ImageOptions
{
    /// <summary>Rows.</summary>
    public required int Height { get; init => field = Size(value); }

    /// <summary>Columns.</summary>
    public required int Width { get; init => field = Size(value); }

    /// <summary>3 for red, green and blue, 1 for grey (ITU-R BT.601). Transparency is left out.</summary>
    public int Channels { get; init => field = value is 1 or 3 ? value : throw new ArgumentException("Pictures have 1 channel (grey) or 3 (red, green, blue)", nameof(value)); } = 3;

    /// <summary>How a picture of another shape comes to the size.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>What becomes 0, for each channel, of 0 to 1; none: 0.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [];

    /// <summary>What becomes 1 above the mean, for each channel; none: 1.</summary>
    public IReadOnlyList<float> Deviation { get; init; } = [];

    internal int Count => Channels * Height * Width;

    /// <summary>Pixels as numbers.</summary>
    /// <param name="pixels">[channels, height, width].</param>
    /// <param name="numbers">As many.</param>
    internal void Normalise(ReadOnlySpan<byte> pixels, Span<float> numbers)
    {
        int size = Height * Width;
        for (int channel = 0; channel < Channels; channel++)
        {
            float mean = Mean.Count == 0 ? 0 : Mean[channel], deviation = Deviation.Count == 0 ? 1 : Deviation[channel];
            for (int i = channel * size; i < (channel + 1) * size; i++) numbers[i] = ((pixels[i] / 255f) - mean) / deviation;
        }
    }

    /// <exception cref="ArgumentException">Means or deviations are not one for each channel, or not usable.</exception>
    internal void Check()
    {
        if (Mean.Count is not 0 && Mean.Count != Channels) throw Bad(nameof(Mean), Mean.Count);
        if (Deviation.Count is not 0 && Deviation.Count != Channels) throw Bad(nameof(Deviation), Deviation.Count);
        foreach (float mean in Mean)
        {
            if (!float.IsFinite(mean)) throw new ArgumentException("A mean is not finite", nameof(Mean));
        }

        foreach (float deviation in Deviation)
        {
            if (!float.IsFinite(deviation) || deviation <= 0) throw new ArgumentException("A deviation is not above 0", nameof(Deviation));
        }
    }

    private static int Size(int value) => value is >= 1 and <= 1 << 14 ? value : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A side of {value} pixels is outside 1 to {1 << 14}"), nameof(value));

    private ArgumentException Bad(string name, int count) => new(string.Create(CultureInfo.InvariantCulture, $"{name} has {count} numbers for {Channels} channels: give one for each, or none"), name);
}
