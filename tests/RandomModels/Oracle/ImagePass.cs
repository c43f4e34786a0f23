using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>y[b, f, i, j] = Σ x[b, c, at(i, k), at(j, l)] · w[f, c, k, l], and its adjoint: the same loops, a row at a time.</summary>
internal readonly struct ImagePass(Node x, Node weight, Node y, Window window, Window across, int groups)
{
    public void Run(bool backward)
    {
        int filters = weight.Shape[0], perGroup = weight.Shape[1], channels = x.Shape[1];
        for (int b = 0; b < x.Batch; b++)
        for (int f = 0; f < filters; f++)
        for (int c = 0; c < perGroup; c++)
        {
            int channel = (f / (filters / groups) * perGroup) + c;
            int plane = ((b * channels) + channel) * x.Shape[2] * x.Shape[3], result = ((b * filters) + f) * y.Shape[2] * y.Shape[3];
            for (int k = 0; k < window.Kernel; k++)
            for (int l = 0; l < across.Kernel; l++)
            {
                Tap(plane, result, (((((f * perGroup) + c) * window.Kernel) + k) * across.Kernel) + l, k, l, backward);
            }
        }
    }

    private void Tap(int plane, int result, int w, int k, int l, bool backward)
    {
        int height = x.Shape[2], width = x.Shape[3], outHeight = y.Shape[2], outWidth = y.Shape[3];
        double weightOf = weight.Value[w], sum = 0;
        for (int i = 0; i < outHeight; i++)
        {
            int row = window.At(i, k);
            if (row < 0 || row >= height) continue;
            Span<double> from = x.Value.AsSpan(plane + (row * width), width), to = y.Value.AsSpan(result + (i * outWidth), outWidth);
            Span<double> dFrom = x.Gradient.AsSpan(plane + (row * width), width), dTo = y.Gradient.AsSpan(result + (i * outWidth), outWidth);
            for (int j = 0; j < outWidth; j++)
            {
                int column = across.At(j, l);
                if (column < 0 || column >= width) continue;
                if (!backward)
                {
                    to[j] += from[column] * weightOf;
                }
                else
                {
                    dFrom[column] += dTo[j] * weightOf;
                    sum += dTo[j] * from[column];
                }
            }
        }

        weight.Gradient[w] += sum;
    }
}
