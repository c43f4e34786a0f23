using ModelGen.Cpu;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Convolution by its definition, in double.</summary>
internal static class ConvolutionReference
{
    public static double[] Forward(double[] x, double[] weight, double[] bias, int batch, ConvolutionShape s)
    {
        double[] y = new double[batch * s.Filters * s.Places];
        Visit(batch, s, (xi, wi, yi) => y[yi] += x[xi] * weight[wi]);
        for (int i = 0; i < y.Length && bias.Length > 0; i++) y[i] += bias[i / s.Places % s.Filters];
        return y;
    }

    public static double[] BackwardInput(double[] dy, double[] weight, int batch, ConvolutionShape s)
    {
        double[] dx = new double[batch * s.Channels * s.Pixels];
        Visit(batch, s, (xi, wi, yi) => dx[xi] += dy[yi] * weight[wi]);
        return dx;
    }

    public static double[] BackwardWeight(double[] dy, double[] x, int batch, ConvolutionShape s)
    {
        double[] dw = new double[s.Weights];
        Visit(batch, s, (xi, wi, yi) => dw[wi] += dy[yi] * x[xi]);
        return dw;
    }

    // Every product of a pixel and a tap that is in a result.
    private static void Visit(int batch, ConvolutionShape s, System.Action<int, int, int> visit)
    {
        int groupChannels = s.Channels / s.Groups, groupFilters = s.Filters / s.Groups;
        for (int n = 0; n < batch; n++)
        for (int f = 0; f < s.Filters; f++)
        for (int oh = 0; oh < s.OutHeight; oh++)
        for (int ow = 0; ow < s.OutWidth; ow++)
        for (int c = 0; c < groupChannels; c++)
        for (int kh = 0; kh < s.Kernel; kh++)
        for (int kw = 0; kw < s.Kernel; kw++)
        {
            int h = (oh * s.Stride) + (kh * s.Dilation) - s.Padding, w = (ow * s.Stride) + (kw * s.Dilation) - s.Padding;
            if (h < 0 || h >= s.Height || w < 0 || w >= s.Width) continue;
            int channel = (f / groupFilters * groupChannels) + c;
            visit(
                (((((n * s.Channels) + channel) * s.Height) + h) * s.Width) + w,
                (((((f * groupChannels) + c) * s.Kernel) + kh) * s.Kernel) + kw,
                (((((n * s.Filters) + f) * s.OutHeight) + oh) * s.OutWidth) + ow);
        }
    }
}
