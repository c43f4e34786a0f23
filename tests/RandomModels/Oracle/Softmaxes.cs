using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>Softmax and its logarithm over the last axis.</summary>
internal static class Softmaxes
{
    public static Node LogSoftmax(this Tape tape, Node x)
    {
        int width = x.Width;
        Node y = new(x.Shape);
        for (int r = 0; r < x.Rows; r++)
        {
            double logSum = LogSumExp(x.Value.AsSpan(r * width, width));
            for (int i = 0; i < width; i++)
            {
                y.Value[(r * width) + i] = x.Value[(r * width) + i] - logSum;
            }
        }

        return tape.Record(y, () =>
        {
            for (int r = 0; r < x.Rows; r++)
            {
                double sum = 0, size = 0;
                for (int i = 0; i < width; i++)
                {
                    sum += y.Gradient[(r * width) + i];
                    size += Math.Abs(y.Gradient[(r * width) + i]);
                }

                for (int i = 0; i < width; i++)
                {
                    double own = y.Gradient[(r * width) + i], share = Math.Exp(y.Value[(r * width) + i]);
                    x.Gradient[(r * width) + i] += tape.Rounded(own - (share * sum), Math.Abs(own) + (share * size));
                }
            }
        });
    }

    public static Node Softmax(this Tape tape, Node x)
    {
        int width = x.Width;
        Node y = new(x.Shape);
        for (int r = 0; r < x.Rows; r++)
        {
            double logSum = LogSumExp(x.Value.AsSpan(r * width, width));
            for (int i = 0; i < width; i++)
            {
                y.Value[(r * width) + i] = Math.Exp(x.Value[(r * width) + i] - logSum);
            }
        }

        return tape.Record(y, () =>
        {
            for (int r = 0; r < x.Rows; r++)
            {
                double along = 0, alongSize = 0;
                for (int i = 0; i < width; i++)
                {
                    along += y.Gradient[(r * width) + i] * y.Value[(r * width) + i];
                    alongSize += Math.Abs(y.Gradient[(r * width) + i] * y.Value[(r * width) + i]);
                }

                for (int i = 0; i < width; i++)
                {
                    double own = y.Gradient[(r * width) + i];
                    x.Gradient[(r * width) + i] += y.Value[(r * width) + i] * tape.Rounded(own - along, Math.Abs(own) + alongSize);
                }
            }
        });
    }

    public static double LogSumExp(ReadOnlySpan<double> row)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double value in row)
        {
            largest = Math.Max(largest, value);
        }

        foreach (double value in row)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }
}
