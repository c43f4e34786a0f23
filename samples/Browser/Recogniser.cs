using System;
using System.IO;
using System.Numerics.Tensors;
using System.Runtime.InteropServices.JavaScript;
using DigitsSample;
using ModelGen;
using ModelGen.Weights;

namespace BrowserSample;

/// <summary>What main.js calls.</summary>
internal static partial class Recogniser
{
    private static readonly byte[] Pixels = new byte[Canvas.Size * Canvas.Size];
    private static readonly float[] Floats = new float[Canvas.Size * Canvas.Size];
    private static readonly DigitNet Net = new();

    /// <summary>Reads the file that samples/Digits wrote.</summary>
    /// <exception cref="WeightFormatException">It is another file, or cut short.</exception>
    [JSExport]
    internal static void Load(byte[] file) => Net.Load(new MemoryStream(file), new LoadOptions());

    /// <summary>Which digit was drawn.</summary>
    /// <param name="points">x and y of all points, one stroke after another, on a sheet of 1 x 1.</param>
    /// <param name="lengths">How many points each stroke has.</param>
    /// <returns>Ten probabilities.</returns>
    [JSExport]
    internal static double[] Recognise(double[] points, int[] lengths)
    {
        Canvas.Draw(Array.ConvertAll(points, point => (float)point), lengths, Pixels);
        for (int i = 0; i < Pixels.Length; i++) Floats[i] = Pixels[i] / 255f;
        Tensor<float> probabilities = Net.Predict(new ReadOnlyTensorSpan<float>(Floats, [1, 1, Canvas.Size, Canvas.Size]));
        Probabilities.Softmax(probabilities);
        double[] result = new double[10];
        for (int i = 0; i < result.Length; i++) result[i] = probabilities[0, i];
        return result;
    }

    /// <summary>The picture that the last answer was given on, 28 x 28, row by row.</summary>
    [JSExport]
    internal static byte[] Seen() => Pixels;
}
