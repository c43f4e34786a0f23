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

    /// <summary>x with zeros at padded steps, each sequence moved to where the windows over it alone begin.</summary>
    public static Node OnlyReal(this Tape tape, Node x, Steps? steps, Window window)
    {
        if (steps is null)
        {
            return x;
        }

        int[] from = new int[x.Count];
        Array.Fill(from, -1);
        for (int b = 0; b < x.Batch; b++)
        {
            int first = steps.Of(b).First, place = steps.Alone(b, window).First * window.Stride;
            for (int t = first; t < x.Shape[1]; t++)
            {
                for (int i = 0; i < x.Width && steps[b, t]; i++)
                {
                    from[(((b * x.Shape[1]) + t - first + place) * x.Width) + i] = (((b * x.Shape[1]) + t) * x.Width) + i;
                }
            }
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

    /// <summary>One step of each sequence.</summary>
    public static Node Take(this Tape tape, Node x, Func<int, int> step)
    {
        int[] from = new int[x.Batch * x.Width];
        for (int i = 0; i < from.Length; i++)
        {
            int b = i / x.Width, t = step(b);
            from[i] = (((b * x.Shape[1]) + t) * x.Width) + (i % x.Width);
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

        List<int> Places(int result)
        {
            List<int> places = [];
            for (int t = 0; t < length; t++)
            {
                int b = result / width;
                if (steps is null || steps[b, t]) places.Add((((b * length) + t) * width) + (result % width));
            }

            return places;
        }
    }

    /// <summary>Over windows, in which padded steps are zeros. Beyond the edges of a sequence there is nothing for a maximum, and zeros for a mean.</summary>
    public static Node Pool1d(this Tape tape, Node x, Window window, Steps? steps, bool isMax)
    {
        int length = x.Shape[1], width = x.Width, count = window.Count(length);
        int[] shape = [x.Batch, count, width];
        return isMax ? tape.Max(x, Places, shape) : tape.Mean(x, Places, _ => window.Kernel, shape);

        List<int> Places(int result)
        {
            List<int> places = [];
            int b = result / (width * count), s = result / width % count, first = 0, end = length;
            if (steps is not null)
            {
                (int place, int windows) = steps.Alone(b, window);
                if (s < place || s >= place + windows) return places;
                (first, int last) = steps.Of(b);
                end = first + Math.Max(last - first + 1, window.Span - window.Before - window.After);
                s -= place;
            }

            int start = first + window.At(s, 0);
            for (int t = Math.Max(first, start); t < Math.Min(end, start + window.Kernel); t++)
            {
                places.Add(steps is null || steps[b, t] ? (((b * length) + t) * width) + (result % width) : Pools.Zero);
            }

            return places;
        }
    }
}
