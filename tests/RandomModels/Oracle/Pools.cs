using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Oracle;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Maxima and means over sets of places: windows of space or time, a whole channel, a whole sequence.</summary>
internal static class Pools
{
    /// <summary>A place that holds 0 and takes no gradient.</summary>
    public const int Zero = -1;

    /// <summary>The first place with the largest value gets the gradient; 0 where a set is empty.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">What is pooled.</param>
    /// <param name="places">For each result, places of <paramref name="x"/> in order.</param>
    /// <param name="shape">Of the result.</param>
    public static Node Max(this Tape tape, Node x, Func<int, List<int>> places, params int[] shape)
    {
        Node y = new(shape);
        int[] from = new int[y.Count];
        double size = Tape.Size(x.Value);
        for (int i = 0; i < y.Count; i++)
        {
            int best = Zero;
            List<int> set = places(i);
            foreach (int place in set)
            {
                if (place == set[0] || At(place) > At(best)) best = place;
            }

            foreach (int place in set)
            {
                tape.Decide(At(best) - At(place), size);
            }

            from[i] = best;
        }

        return tape.Gather(x, from, shape);

        double At(int place) => place == Zero ? 0 : x.Value[place];
    }

    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">What is pooled.</param>
    /// <param name="places">For each result, places of <paramref name="x"/>.</param>
    /// <param name="divisor">What a sum of so many places is divided by.</param>
    /// <param name="shape">Of the result.</param>
    public static Node Mean(this Tape tape, Node x, Func<int, List<int>> places, Func<int, int> divisor, params int[] shape)
    {
        Node y = new(shape);
        for (int i = 0; i < y.Count; i++)
        {
            List<int> set = places(i);
            foreach (int place in set.Where(place => place != Zero))
            {
                y.Value[i] += x.Value[place] / divisor(set.Count);
            }
        }

        return tape.Record(y, () =>
        {
            for (int i = 0; i < y.Count; i++)
            {
                List<int> set = places(i);
                foreach (int place in set.Where(place => place != Zero))
                {
                    x.Gradient[place] += y.Gradient[i] / divisor(set.Count);
                }
            }
        });
    }

    public static Node Pool2d(this Tape tape, Node x, Window window, bool isMax)
    {
        int height = x.Shape[2], width = x.Shape[3], outHeight = window.Count(height), outWidth = window.Count(width);
        int[] shape = [x.Shape[0], x.Shape[1], outHeight, outWidth];

        // Beyond an edge there is nothing for a maximum, and zeros for a mean.
        return isMax ? tape.Max(x, Places, shape) : tape.Mean(x, Places, _ => window.Kernel * window.Kernel, shape);

        List<int> Places(int result)
        {
            List<int> places = [];
            int plane = result / (outHeight * outWidth) * height * width, i = result / outWidth % outHeight, j = result % outWidth;
            for (int k = 0; k < window.Kernel; k++)
            for (int l = 0; l < window.Kernel; l++)
            {
                int row = window.At(i, k), column = window.At(j, l);
                if (row >= 0 && row < height && column >= 0 && column < width) places.Add(plane + (row * width) + column);
            }

            return places;
        }
    }

    /// <summary>Means of the rows from floor(i·H / n) to below ceil((i + 1)·H / n), columns likewise.</summary>
    public static Node AdaptivePool(this Tape tape, Node x, int outHeight, int outWidth)
    {
        (int height, int width) = (x.Shape[2], x.Shape[3]);
        return tape.Mean(x, Places, count => count, x.Shape[0], x.Shape[1], outHeight, outWidth);

        List<int> Places(int result)
        {
            List<int> places = [];
            int plane = result / (outHeight * outWidth) * height * width, i = result / outWidth % outHeight, j = result % outWidth;
            for (int row = i * height / outHeight; row * outHeight < (i + 1) * height; row++)
            for (int column = j * width / outWidth; column * outWidth < (j + 1) * width; column++)
            {
                places.Add(plane + (row * width) + column);
            }

            return places;
        }
    }

    /// <summary>Zeros around an image.</summary>
    public static Node Pad(this Tape tape, Node x, Layer layer)
    {
        int all = layer.Sizes[0], top = layer.Int("Top", all), left = layer.Int("Left", all), height = x.Shape[2], width = x.Shape[3];
        int[] shape = [x.Shape[0], x.Shape[1], top + height + layer.Int("Bottom", all), left + width + layer.Int("Right", all)];
        int[] from = new int[shape[0] * shape[1] * shape[2] * shape[3]];
        for (int i = 0; i < from.Length; i++)
        {
            int column = (i % shape[3]) - left, row = (i / shape[3] % shape[2]) - top, plane = i / (shape[2] * shape[3]);
            from[i] = row >= 0 && row < height && column >= 0 && column < width ? (((plane * height) + row) * width) + column : Zero;
        }

        return tape.Gather(x, from, shape);
    }

    public static Node GlobalPoolOfImage(this Tape tape, Node x, bool isMax)
    {
        int pixels = x.Shape[2] * x.Shape[3];
        return isMax ? tape.Max(x, Places, x.Shape[0], x.Shape[1]) : tape.Mean(x, Places, _ => pixels, x.Shape[0], x.Shape[1]);

        List<int> Places(int result)
        {
            List<int> places = [];
            for (int i = 0; i < pixels; i++)
            {
                places.Add((result * pixels) + i);
            }

            return places;
        }
    }
}
