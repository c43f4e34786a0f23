using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using ModelGen.Data;

namespace ModelGen.Imaging;

/// <summary>Pictures in folders, one folder for each class. Nothing but names is kept in memory.</summary>
public sealed class ImageFolder
{
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"];

    private readonly string[] _files;
    private readonly int[] _labels;
    private readonly string[] _classes;

    private ImageFolder(string[] files, int[] labels, string[] classes) => (_files, _labels, _classes) = (files, labels, classes);

    /// <summary>The number of pictures.</summary>
    public int Count => _files.Length;

    /// <summary>The pictures' paths, class after class, sorted by their characters.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>The class of each picture.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The classes' names: those of their folders, sorted by their characters.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>Finds the pictures (.png, .jpg, .jpeg) in the folders of a folder, and in folders of those; hidden ones are passed over.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="classes">The classes and their order, as the training pictures have them; null: all folders.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or a class has none.</exception>
    /// <exception cref="DataFormatException">There are no classes, or a class has no picture.</exception>
    public static ImageFolder Open(string path, IReadOnlyList<string>? classes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"There is no folder '{path}': check the path");
        string[] names = classes is null ? Names(path) : [.. classes];
        if (names.Length == 0) throw new DataFormatException($"'{path}' has no folders: put the pictures of each class into a folder that is called like the class");
        List<string> files = [];
        List<int> labels = [];
        for (int label = 0; label < names.Length; label++)
        {
            string folder = Path.Combine(path, names[label]);
            if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}' for the class '{names[label]}': make it, or leave the class out");
            string[] found = Array.FindAll(Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 16 }), IsPicture);
            if (found.Length == 0) throw new DataFormatException($"'{folder}' has no .png, .jpg or .jpeg file: put some there, or remove the folder");
            Array.Sort(found, StringComparer.Ordinal);
            files.AddRange(found);
            for (int i = 0; i < found.Length; i++) labels.Add(label);
        }

        return new ImageFolder([.. files], [.. labels], names);
    }

    /// <summary>Some of the pictures, for instance one part of a <see cref="DataSplit"/>; the classes stay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    public ImageFolder Take(ReadOnlySpan<int> pictures)
    {
        string[] files = new string[pictures.Length];
        int[] labels = new int[pictures.Length];
        for (int i = 0; i < files.Length; i++)
        {
            int picture = pictures[i];
            if ((uint)picture >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(pictures), string.Create(CultureInfo.InvariantCulture, $"There is no picture {picture}: the folder has {Count}, counted from 0"));
            (files[i], labels[i]) = (_files[picture], _labels[picture]);
        }

        return new ImageFolder(files, labels, _classes);
    }

    /// <summary>The same options with the mean and the deviation of each channel of these pictures: take the training part.</summary>
    /// <exception cref="DataFormatException">A picture cannot be read.</exception>
    public ImageOptions Measure(ImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int channels = options.Channels, size = options.Height * options.Width;
        (long Sum, long Squares)[] sums = new (long, long)[checked(Count * channels)];
        ForEach(options, (picture, pixels) =>
        {
            for (int channel = 0; channel < channels; channel++)
            {
                (long sum, long squares) = (0, 0);
                foreach (byte pixel in pixels.AsSpan(channel * size, size))
                {
                    sum += pixel;
                    squares += pixel * pixel;
                }

                sums[(picture * channels) + channel] = (sum, squares);
            }
        });
        float[] means = new float[channels], deviations = new float[channels];
        double count = (double)Count * size * 255;
        for (int channel = 0; channel < channels; channel++)
        {
            double sum = 0, squares = 0;
            for (int picture = 0; picture < Count; picture++)
            {
                sum += sums[(picture * channels) + channel].Sum;
                squares += sums[(picture * channels) + channel].Squares;
            }

            double mean = sum / count, variance = (squares / (count * 255)) - (mean * mean);
            means[channel] = (float)mean;
            deviations[channel] = variance > 1e-9 ? (float)Math.Sqrt(variance) : 1; // pictures of one colour
        }

        return options with { Mean = means, Deviation = deviations };
    }

    /// <summary>Batches of inputs [batch, channels, height, width] and one class id each; pictures are read when they are wanted, those of a batch on several threads.</summary>
    /// <param name="options">What pictures become.</param>
    /// <param name="batch">Pictures per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="threads">The most threads that read at once; 0: as many as there are processors. Batches do not depend on it.</param>
    public StreamedDataset<float, int> ToDataset(ImageOptions options, int batch, bool shuffle = true, ulong seed = 0, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return new StreamedDataset<float, int>(Count, [options.Channels, options.Height, options.Width], [], Load, batch, shuffle, seed, threads: threads);

        void Load(int picture, Span<float> input, Span<int> target)
        {
            options.Normalise(ImageFile.ReadPixels(_files[picture], options), input);
            target[0] = _labels[picture];
        }
    }

    /// <summary>All pictures in memory, a byte per pixel and channel.</summary>
    /// <exception cref="DataFormatException">A picture cannot be read.</exception>
    public LabelledImages ToImages(ImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        byte[] pixels = new byte[checked(Count * options.Count)];
        ForEach(options, (picture, read) => read.CopyTo(pixels, picture * options.Count));
        return new LabelledImages(pixels, [.. _labels], options.Channels, options.Height, options.Width);
    }

    private static string[] Names(string path)
    {
        string[] names = Array.ConvertAll(Directory.GetDirectories(path, "*", new EnumerationOptions()), folder => Path.GetFileName(folder));
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private static bool IsPicture(string path) => Array.Exists(s_endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    // The error is that of the first picture, whatever the threads did.
    private void ForEach(ImageOptions options, Action<int, byte[]> use)
    {
        Exception?[] faults = new Exception?[Count];
        Parallel.For(0, Count, (picture, state) =>
        {
            if (state.ShouldExitCurrentIteration) return;
            try
            {
                use(picture, ImageFile.ReadPixels(_files[picture], options));
            }
            catch (Exception fault) when (fault is DataFormatException or IOException or UnauthorizedAccessException)
            {
                faults[picture] = fault;
                state.Break(); // what lies before it is still read
            }
        });
        if (Array.Find(faults, fault => fault is not null) is Exception first) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }
}
