using System;
using System.Collections.Generic;

namespace ModelGen.RandomModels.Oracle;

/// <summary>What is done along time.</summary>
internal static class Sequences
{
    /// <summary>Rows of a table; those of padding are 0 and get no gradient.</summary>
    public static Node Embedding(this Tape tape, int[] ids, Node table, Steps? steps, int batch, int length)
    {
        int width = table.Width;
        int[] from = new int[ids.Length * width];
        for (int i = 0; i < from.Length; i++)
        {
            int id = ids[i / width];
            from[i] = steps is not null && !steps.IsReal[i / width] ? -1 : (id * width) + (i % width);
        }

        return tape.Gather(table, from, batch, length, width);
    }

    /// <summary>x with zeros at padded steps.</summary>
    public static Node OnlyReal(this Tape tape, Node x, Steps? steps)
    {
        if (steps is null)
        {
            return x;
        }

        int[] from = new int[x.Count];
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = steps.IsReal[i / x.Width] ? i : -1;
        }

        return tape.Gather(x, from, x.Shape);
    }

    public static Node Positions(this Tape tape, Node x, Node table)
    {
        int[] from = new int[x.Count];
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = i % (x.Shape[1] * x.Width);
        }

        return tape.Add(x, tape.Gather(table, from, x.Shape));
    }

    public static Node Sinusoidal(this Tape tape, Node x)
    {
        Node waves = new(x.Shape);
        for (int i = 0; i < x.Count; i++)
        {
            int t = i / x.Width % x.Shape[1], column = i % x.Width;
            double angle = t / Math.Pow(10000, 2.0 * (column / 2) / x.Width);
            waves.Value[i] = column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
        }

        return tape.Add(x, waves);
    }

    /// <summary>One step of each sequence; a step below 0 gives zeros.</summary>
    public static Node Take(this Tape tape, Node x, Func<int, int> step)
    {
        int[] from = new int[x.Batch * x.Width];
        for (int i = 0; i < from.Length; i++)
        {
            int b = i / x.Width, t = step(b);
            from[i] = t < 0 ? -1 : (((b * x.Shape[1]) + t) * x.Width) + (i % x.Width);
        }

        return tape.Gather(x, from, x.Batch, x.Width);
    }

    /// <summary>a beside b in the last axis.</summary>
    public static Node Beside(this Tape tape, Node a, Node b)
    {
        int width = a.Width + b.Width;
        Node y = new([.. a.Shape[..^1], width]);
        Copy((source, at, to) => y.Value[to] = source.Value[at]);
        return tape.Record(y, () => Copy((source, at, to) => source.Gradient[at] += y.Gradient[to]));

        void Copy(Action<Node, int, int> copy)
        {
            for (int i = 0; i < y.Count; i++)
            {
                int row = i / width, column = i % width;
                if (column < a.Width) copy(a, (row * a.Width) + column, i);
                else copy(b, (row * b.Width) + column - a.Width, i);
            }
        }
    }

    /// <summary>Over all real steps; 0 where there is none.</summary>
    public static Node GlobalPoolOverTime(this Tape tape, Node x, Steps? steps, bool isMax)
    {
        int length = x.Shape[1], width = x.Width;
        return isMax ? tape.Max(x, Places, x.Batch, width) : tape.Mean(x, Places, count => count, x.Batch, width);

        List<int> Places(int result) => Real(steps, result / width, result % width, 0, length, 1, length, width);
    }

    /// <summary>Over windows. What is padding does not count; beyond the edges of a sequence a mean has zeros that do.</summary>
    public static Node Pool1d(this Tape tape, Node x, Window window, Steps? steps, bool isMax)
    {
        int length = x.Shape[1], width = x.Width, count = window.Count(length);
        int[] shape = [x.Batch, count, width];
        return isMax ? tape.Max(x, Places, shape) : tape.Mean(x, Places, real => steps is null ? window.Kernel : real, shape);

        List<int> Places(int result)
        {
            int s = result / width % count, first = window.At(s, 0);
            return Real(steps, result / (width * count), result % width, Math.Max(0, first), Math.Min(length, first + window.Kernel), 1, length, width);
        }
    }

    private static List<int> Real(Steps? steps, int b, int column, int first, int end, int stride, int length, int width)
    {
        List<int> places = [];
        for (int t = first; t < end; t += stride)
        {
            if (steps is null || steps[b, t]) places.Add((((b * length) + t) * width) + column);
        }

        return places;
    }
}
