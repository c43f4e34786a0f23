using System;
using ModelGen.Cpu;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Recurrent cells by their formulas, in double.</summary>
internal static class RecurrentReference
{
    public static double[] Forward(RecurrentKind kind, double[] projected, double[] weight, double[] bias, float[] mask, int batch, int length, int hidden, bool reverse) =>
        Forward(kind, projected, weight, bias, mask, batch, length, hidden, reverse, new double[batch * hidden], new double[batch * hidden]).Y;

    public static (double[] Y, double[] Cells) Forward(RecurrentKind kind, double[] projected, double[] weight, double[] bias, float[] mask, int batch, int length, int hidden, bool reverse, double[] start, double[] startCell)
    {
        int width = bias.Length;
        double[] y = new double[batch * length * hidden], cells = new double[y.Length];
        for (int b = 0; b < batch; b++)
        {
            double[] h = start[(b * hidden)..((b + 1) * hidden)], c = startCell[(b * hidden)..((b + 1) * hidden)];
            for (int step = 0; step < length; step++)
            {
                int at = (b * length) + (reverse ? length - 1 - step : step);
                if (mask.Length == 0 || mask[at] != 0) h = Next(kind, projected.AsSpan(at * width, width), weight, bias, h, c);
                h.CopyTo(y, at * hidden);
                c.CopyTo(cells, at * hidden);
            }
        }

        return (y, cells);
    }

    private static double[] Next(RecurrentKind kind, ReadOnlySpan<double> p, double[] weight, double[] bias, double[] h, double[] c)
    {
        int hidden = h.Length;
        double[] u = (double[])bias.Clone(), next = new double[hidden];
        for (int row = 0; row < u.Length; row++)
        {
            for (int i = 0; i < hidden; i++) u[row] += weight[(row * hidden) + i] * h[i];
        }

        for (int i = 0; i < hidden; i++)
        {
            if (kind == RecurrentKind.Rnn)
            {
                next[i] = Math.Tanh(p[i] + u[i]);
            }
            else if (kind == RecurrentKind.Lstm)
            {
                double input = Sigmoid(p[i] + u[i]), forget = Sigmoid(p[hidden + i] + u[hidden + i]);
                double candidate = Math.Tanh(p[(2 * hidden) + i] + u[(2 * hidden) + i]), output = Sigmoid(p[(3 * hidden) + i] + u[(3 * hidden) + i]);
                c[i] = (forget * c[i]) + (input * candidate);
                next[i] = output * Math.Tanh(c[i]);
            }
            else
            {
                double r = Sigmoid(p[i] + u[i]), z = Sigmoid(p[hidden + i] + u[hidden + i]);
                double n = Math.Tanh(p[(2 * hidden) + i] + (r * u[(2 * hidden) + i]));
                next[i] = ((1 - z) * n) + (z * h[i]);
            }
        }

        return next;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
