using System;
using System.Globalization;
using System.IO;
using ModelGen.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ModelGen.Imaging;

/// <summary>Single pictures: PNG and JPEG files as numbers, and pixels as PNG files.</summary>
public static class ImageFile
{
    private const long LargestFile = 1 << 28;
    private const long MostPixels = 1 << 27;
    private const int Tail = 1 << 16;

    // No decoder but these two: fewer ways in for files from strangers. One thread: pictures are many.
    private static readonly Configuration s_configuration = new(new PngConfigurationModule(), new JpegConfigurationModule()) { MaxDegreeOfParallelism = 1 };

    /// <summary>A picture as a model's input: resized, normalised, turned upright by its EXIF note.</summary>
    /// <param name="path">A PNG or JPEG file, whatever its name.</param>
    /// <param name="options">What it becomes.</param>
    /// <returns>[channels, height, width], row-major.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no PNG or JPEG picture, is damaged, cut short, or has more than 134 million pixels.</exception>
    public static float[] Read(string path, ImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        float[] numbers = new float[options.Count];
        options.Normalise(ReadPixels(path, options), numbers);
        return numbers;
    }

    /// <summary>Writes a PNG file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">[channels, height, width].</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">Not as many pixels as the sizes say.</exception>
    public static void WritePng(string path, ReadOnlySpan<byte> pixels, int channels, int height, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (channels is not (1 or 3) || height < 1 || width < 1 || pixels.Length != (long)channels * height * width)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{pixels.Length} pixels are not {channels} x {height} x {width}, of 1 or 3 channels"), nameof(pixels));
        if (channels == 1)
        {
            using Image<L8> grey = Image.LoadPixelData<L8>(s_configuration, pixels, width, height);
            grey.SaveAsPng(path, new PngEncoder { ColorType = PngColorType.Grayscale, BitDepth = PngBitDepth.Bit8 });
            return;
        }

        int size = height * width;
        byte[] woven = new byte[pixels.Length];
        for (int i = 0; i < size; i++) (woven[3 * i], woven[(3 * i) + 1], woven[(3 * i) + 2]) = (pixels[i], pixels[size + i], pixels[(2 * size) + i]);
        using Image<Rgb24> colours = Image.LoadPixelData<Rgb24>(s_configuration, woven, width, height);
        colours.SaveAsPng(path, new PngEncoder { ColorType = PngColorType.Rgb, BitDepth = PngBitDepth.Bit8 });
    }

    /// <summary>[channels, height, width].</summary>
    internal static byte[] ReadPixels(string path, ImageOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no picture '{path}': check the path", path);
        if (new FileInfo(path).Length > LargestFile) throw Bad(path, "is larger than 256 MB: make it smaller first");
        byte[] file = File.ReadAllBytes(path);
        try
        {
            IImageInfo info = Image.Identify(s_configuration, file, out _) ?? throw Bad(path, "is no PNG or JPEG picture: convert it, or leave it out");
            if ((long)info.Width * info.Height > MostPixels) throw Bad(path, string.Create(CultureInfo.InvariantCulture, $"has {info.Width} x {info.Height} pixels, more than {MostPixels}: make it smaller first"));
            if (!HasEnd(file)) throw Bad(path, "is cut short: get the file again");
            using Image<Rgb24> image = Image.Load<Rgb24>(s_configuration, file);
            image.Mutate(context => context.AutoOrient());
            if ((image.Height, image.Width) != (options.Height, options.Width)) image.Mutate(context => context.Resize(Resizing(options)));
            return Planes(image, options.Channels);
        }
        catch (Exception fault) when (fault is ImageFormatException or ImageProcessingException or InvalidDataException or NotSupportedException or IndexOutOfRangeException or ArgumentException or OverflowException or EndOfStreamException or NullReferenceException)
        {
            throw new DataFormatException($"'{path}' is no usable PNG or JPEG picture ({fault.Message.ReplaceLineEndings(" ")}): get the file again, or convert it", fault);
        }
    }

    private static ResizeOptions Resizing(ImageOptions options) => new()
    {
        Size = new Size(options.Width, options.Height),
        Mode = options.Fit switch { ImageFit.Crop => ResizeMode.Crop, ImageFit.Pad => ResizeMode.Pad, _ => ResizeMode.Stretch },
        Sampler = KnownResamplers.Triangle, // bilinear, over the whole area where a picture shrinks
    };

    // Decoders fill up what is missing at the end without a word. Other things may follow a JPEG's end.
    private static bool HasEnd(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> tail = file[Math.Max(0, file.Length - Tail)..];
        return file[0] == 0xFF ? tail.LastIndexOf<byte>([0xFF, 0xD9]) >= 0 : tail.LastIndexOf("IEND"u8) >= 0;
    }

    private static byte[] Planes(Image<Rgb24> image, int channels)
    {
        int height = image.Height, width = image.Width, size = height * width;
        byte[] pixels = new byte[channels * size];
        image.ProcessPixelRows(rows =>
        {
            for (int y = 0; y < height; y++)
            {
                Span<Rgb24> row = rows.GetRowSpan(y);
                for (int x = 0; x < width; x++)
                {
                    Rgb24 pixel = row[x];
                    int at = (y * width) + x;
                    if (channels == 1) pixels[at] = (byte)(((299 * pixel.R) + (587 * pixel.G) + (114 * pixel.B) + 500) / 1000);
                    else (pixels[at], pixels[size + at], pixels[(2 * size) + at]) = (pixel.R, pixel.G, pixel.B);
                }
            }
        });
        return pixels;
    }

    private static DataFormatException Bad(string path, string what) => new($"'{path}' {what}");
}
