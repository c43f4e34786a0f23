using System;
using System.Globalization;
using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Images of one size, a byte per pixel and channel, with one class each.</summary>
public sealed class LabelledImages
{
    private readonly byte[] _pixels;
    private readonly int[] _labels;

    /// <summary>Keeps the arrays, without a copy.</summary>
    /// <param name="pixels">[images, channels, height, width], row-major.</param>
    /// <param name="labels">[images].</param>
    /// <param name="channels">1 for grey, 3 for colours.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">There are no images, or not as many pixels as the sizes say.</exception>
    public LabelledImages(byte[] pixels, int[] labels, int channels, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (labels.Length == 0) throw new ArgumentException("There are no images", nameof(labels));
        if (pixels.Length != (long)labels.Length * channels * height * width)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{labels.Length} images of {channels} x {height} x {width} have {(long)labels.Length * channels * height * width} pixels, not {pixels.Length}"), nameof(pixels));
        }

        (_pixels, _labels, Channels, Height, Width) = (pixels, labels, channels, height, width);
    }

    /// <summary>The number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>1 for grey, 3 for colours.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>All pixels [images, channels, height, width].</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The class of each image.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The pixels as floats, (pixel / 255 - mean) / deviation.</summary>
    /// <param name="mean">What becomes 0.</param>
    /// <param name="deviation">What becomes 1, above the mean.</param>
    /// <returns>[images, channels, height, width], row-major.</returns>
    public float[] ToFloats(float mean = 0, float deviation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        float[] values = new float[_pixels.Length];
        TensorPrimitives.ConvertChecked<byte, float>(_pixels, values);
        TensorPrimitives.Multiply(values, 1 / (255 * deviation), values);
        TensorPrimitives.Add(values, -mean / deviation, values);
        return values;
    }

    /// <summary>A dataset of inputs [batch, channels, height, width] and one class id each.</summary>
    /// <param name="batch">Images per batch.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="mean">See <see cref="ToFloats"/>.</param>
    /// <param name="deviation">See <see cref="ToFloats"/>.</param>
    public TensorDataset<float, int> ToDataset(int batch, bool shuffle = true, ulong seed = 0, float mean = 0, float deviation = 1) =>
        new(new ReadOnlyTensorSpan<float>(ToFloats(mean, deviation), [Count, Channels, Height, Width]), _labels, batch, shuffle, seed);

    /// <summary>Images and labels in two IDX files, as MNIST and Fashion-MNIST have them; .gz or unpacked.</summary>
    /// <param name="imagesPath">The file of three axes: images, rows, columns.</param>
    /// <param name="labelsPath">The file of one axis.</param>
    /// <param name="classes">Labels must be below it.</param>
    /// <exception cref="System.IO.FileNotFoundException">A file is not there.</exception>
    /// <exception cref="DataFormatException">A file is damaged, the two do not belong together, or a label is out of range.</exception>
    public static LabelledImages FromIdx(string imagesPath, string labelsPath, int classes = 10)
    {
        IdxFile images = IdxFile.Read(imagesPath), labels = IdxFile.Read(labelsPath);
        if (images.Shape.Length != 3) throw new DataFormatException($"'{imagesPath}' is {Guard.Describe(images.Shape)}, expected images of three axes [images, rows, columns]: give the file of images first, that of labels second");
        if (labels.Shape.Length != 1) throw new DataFormatException($"'{labelsPath}' is {Guard.Describe(labels.Shape)}, expected labels of one axis: give the file of images first, that of labels second");
        if (images.Shape[0] != labels.Shape[0]) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{imagesPath}' has {images.Shape[0]} images, '{labelsPath}' has {labels.Shape[0]} labels: take the two files of one set"));
        if (images.Data.Length == 0) throw new DataFormatException($"'{imagesPath}' has no images");
        int[] ids = new int[labels.Data.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = labels.Data[i];
            if (ids[i] >= classes) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{labelsPath}' has label {ids[i]} at place {i}, outside the {classes} classes [0, {classes}): give the number of classes of this set"));
        }

        return new LabelledImages(images.Data, ids, 1, images.Shape[1], images.Shape[2]);
    }

    /// <summary>Images of 3 x 32 x 32 in CIFAR-10's binary files (data_batch_1.bin and so on), one after the other.</summary>
    /// <exception cref="System.IO.FileNotFoundException">A file is not there.</exception>
    /// <exception cref="DataFormatException">A file is damaged or has a label above 9.</exception>
    public static LabelledImages FromCifar10(params ReadOnlySpan<string> paths) => Cifar10File.Read(paths);
}
