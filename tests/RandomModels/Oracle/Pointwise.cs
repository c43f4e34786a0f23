using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>Functions of one number.</summary>
internal static class Pointwise
{
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="function">The value and the derivative.</param>
    /// <param name="hasKink">The derivative jumps at 0.</param>
    public static Node Map(this Tape tape, Node x, Func<double, (double Value, double Slope)> function, bool hasKink = false)
    {
        Node y = new(x.Shape);
        double size = hasKink ? Tape.Size(x.Value) : 0;
        for (int i = 0; i < x.Count; i++)
        {
            y.Value[i] = function(x.Value[i]).Value;
            if (hasKink) tape.Decide(x.Value[i], size);
        }

        return tape.Record(y, () =>
        {
            for (int i = 0; i < x.Count; i++)
            {
                x.Gradient[i] += y.Gradient[i] * function(x.Value[i]).Slope;
            }
        }, Tape.Size(x.Value));
    }

    public static Node Add(this Tape tape, Node a, Node b)
    {
        Node y = new(a.Shape);
        for (int i = 0; i < y.Count; i++)
        {
            y.Value[i] = a.Value[i] + b.Value[i];
        }

        return tape.Record(y, () =>
        {
            for (int i = 0; i < y.Count; i++)
            {
                a.Gradient[i] += y.Gradient[i];
                b.Gradient[i] += y.Gradient[i];
            }
        });
    }

    public static Node Multiply(this Tape tape, Node a, Node b)
    {
        Node y = new(a.Shape);
        for (int i = 0; i < y.Count; i++)
        {
            y.Value[i] = a.Value[i] * b.Value[i];
        }

        return tape.Record(y, () =>
        {
            for (int i = 0; i < y.Count; i++)
            {
                a.Gradient[i] += y.Gradient[i] * b.Value[i];
                b.Gradient[i] += y.Gradient[i] * a.Value[i];
            }
        });
    }

    /// <summary>The same numbers in another shape.</summary>
    public static Node Reshape(this Tape tape, Node x, params int[] shape)
    {
        Node y = new(shape);
        x.Value.CopyTo(y.Value, 0);
        return tape.Record(y, () =>
        {
            for (int i = 0; i < y.Count; i++)
            {
                x.Gradient[i] += y.Gradient[i];
            }
        });
    }

    /// <summary>y[i] = x[from(i)], or 0 where that is negative.</summary>
    public static Node Gather(this Tape tape, Node x, int[] from, params int[] shape)
    {
        Node y = new(shape);
        for (int i = 0; i < y.Count; i++)
        {
            y.Value[i] = from[i] < 0 ? 0 : x.Value[from[i]];
        }

        return tape.Record(y, () =>
        {
            for (int i = 0; i < y.Count; i++)
            {
                if (from[i] >= 0) x.Gradient[from[i]] += y.Gradient[i];
            }
        });
    }
}
