namespace ModelGen.RandomModels.Oracle;

/// <summary>Convolutions by their definition; beyond an edge there are zeros.</summary>
internal static class Convolutions
{
    /// <summary>x [B, C, H, W], weight [filters, C / groups, k, k].</summary>
    public static Node Conv2d(this Tape tape, Node x, Node weight, Node? bias, Window window, Window across, int groups)
    {
        (int batch, int height, int width) = (x.Shape[0], x.Shape[2], x.Shape[3]);
        int filters = weight.Shape[0], outHeight = window.Count(height), outWidth = across.Count(width);
        Node y = new(batch, filters, outHeight, outWidth);
        ImagePass pass = new(x, weight, y, window, across, groups);
        pass.Run(backward: false);
        Bias(y, bias, filters, outHeight * outWidth);
        return tape.Record(y, () =>
        {
            pass.Run(backward: true);
            BiasGradient(y, bias, filters, outHeight * outWidth);
        });
    }

    /// <summary>x [B, C, H, W], weight [C, channels, k, k]: every pixel spreads its kernel over the result.</summary>
    public static Node ConvTranspose2d(this Tape tape, Node x, Node weight, Node? bias, int stride, int padding, int outputPadding)
    {
        int channels = weight.Shape[1], kernel = weight.Shape[2];
        int outHeight = ((x.Shape[2] - 1) * stride) - (2 * padding) + kernel + outputPadding;
        int outWidth = ((x.Shape[3] - 1) * stride) - (2 * padding) + kernel + outputPadding;
        Node y = new(x.Batch, channels, outHeight, outWidth);
        Spread pass = new(x, weight, y, stride, padding);
        pass.Run(backward: false);
        Bias(y, bias, channels, outHeight * outWidth);
        return tape.Record(y, () =>
        {
            pass.Run(backward: true);
            BiasGradient(y, bias, channels, outHeight * outWidth);
        });
    }

    /// <summary>x [B, T, F], weight [filters, F / groups, k].</summary>
    public static Node Conv1d(this Tape tape, Node x, Node weight, Node? bias, Window window, int groups)
    {
        (int batch, int length, int features) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        int filters = weight.Shape[0], perGroup = weight.Shape[1], steps = window.Count(length);
        Node y = new(batch, steps, filters);
        Walk(backward: false);
        return tape.Record(y, () => Walk(backward: true));

        void Walk(bool backward)
        {
            for (int b = 0; b < batch; b++)
            for (int s = 0; s < steps; s++)
            for (int f = 0; f < filters; f++)
            {
                int to = (((b * steps) + s) * filters) + f, first = f / (filters / groups) * perGroup;
                double sum = bias?.Value[f] ?? 0, d = y.Gradient[to];
                for (int tap = 0; tap < window.Kernel; tap++)
                {
                    int t = window.At(s, tap);
                    if (t < 0 || t >= length) continue;
                    for (int c = 0; c < perGroup; c++)
                    {
                        int at = (((b * length) + t) * features) + first + c, w = (((f * perGroup) + c) * window.Kernel) + tap;
                        sum += x.Value[at] * weight.Value[w];
                        if (!backward) continue;
                        x.Gradient[at] += d * weight.Value[w];
                        weight.Gradient[w] += d * x.Value[at];
                    }
                }

                if (!backward) y.Value[to] = sum;
                else if (bias is not null) bias.Gradient[f] += d;
            }
        }
    }

    /// <summary>x [B, T, F], weight [F, channels, k]: every step spreads its kernel over the result.</summary>
    public static Node ConvTranspose1d(this Tape tape, Node x, Node weight, Node? bias, int stride, int padding, int outputPadding)
    {
        (int length, int features, int channels, int kernel) = (x.Shape[1], x.Shape[2], weight.Shape[1], weight.Shape[2]);
        int steps = ((length - 1) * stride) - (2 * padding) + kernel + outputPadding;
        Node y = new(x.Batch, steps, channels);
        Walk(backward: false);
        Bias(y, bias, channels, 1);
        return tape.Record(y, () =>
        {
            Walk(backward: true);
            BiasGradient(y, bias, channels, 1);
        });

        void Walk(bool backward)
        {
            for (int i = 0; i < x.Batch * length; i++)
            for (int tap = 0; tap < kernel; tap++)
            {
                int at = (i % length * stride) - padding + tap;
                if (at < 0 || at >= steps) continue;
                for (int f = 0; f < features; f++)
                for (int c = 0; c < channels; c++)
                {
                    int from = (i * features) + f, to = (((i / length * steps) + at) * channels) + c, w = (((f * channels) + c) * kernel) + tap;
                    if (!backward)
                    {
                        y.Value[to] += x.Value[from] * weight.Value[w];
                        continue;
                    }

                    x.Gradient[from] += y.Gradient[to] * weight.Value[w];
                    weight.Gradient[w] += y.Gradient[to] * x.Value[from];
                }
            }
        }
    }

    private static void Bias(Node y, Node? bias, int channels, int pixels)
    {
        for (int i = 0; bias is not null && i < y.Count; i++)
        {
            y.Value[i] += bias.Value[i / pixels % channels];
        }
    }

    private static void BiasGradient(Node y, Node? bias, int channels, int pixels)
    {
        for (int i = 0; bias is not null && i < y.Count; i++)
        {
            bias.Gradient[i / pixels % channels] += y.Gradient[i];
        }
    }
}
