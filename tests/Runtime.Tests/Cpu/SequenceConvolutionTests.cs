using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Convolution over time and its gradients, against the definition in double precision.</summary>
public sealed class SequenceConvolutionTests
{
    /// <summary>Batch and sizes: every argument, odd sizes, one step, one window, more sequences than slices of the weights' gradient.</summary>
    public static TheoryData<int, SequenceConvolutionShape> Cases => new()
    {
        { 2, new(12, 5, 7, 3) },
        { 3, new(20, 32, 48, 3, Padding: 1, EndPadding: 1) },
        { 2, new(9, 4, 6, 2, Padding: 0, EndPadding: 1) },
        { 2, new(17, 6, 4, 5, Stride: 2, Padding: 2, EndPadding: 2) },
        { 1, new(15, 3, 5, 3, Stride: 2, Padding: 3, EndPadding: 3, Dilation: 3) },
        { 3, new(8, 6, 9, 3, Padding: 1, EndPadding: 1, Groups: 3) },
        { 2, new(6, 4, 4, 3, Stride: 3, Groups: 4) },
        { 1, new(1, 1, 1, 1) },
        { 20, new(7, 3, 2, 7) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheDefinition(int batch, SequenceConvolutionShape s)
    {
        float[] x = Reference.Random(batch * s.Length * s.Channels, 1), weight = Reference.Random(s.Weights, 2), bias = Reference.Random(s.Filters, 3);
        float[] dy = Reference.Random(batch * s.OutLength * s.Filters, 4), before = Reference.Random(weight.Length + bias.Length, 5);
        double[] y = new double[dy.Length], dx = new double[x.Length], gradients = Compare.Doubles(before);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = bias[i % s.Filters];
            gradients[weight.Length + (i % s.Filters)] += dy[i];
        }

        Visit(batch, s, (xi, wi, yi) =>
        {
            y[yi] += (double)x[xi] * weight[wi];
            dx[xi] += (double)dy[yi] * weight[wi];
            gradients[wi] += (double)dy[yi] * x[xi];
        });
        Compare.Close(y, Run(dy.Length, (team, result) => SequenceConvolutionKernels.Forward(team, x, weight, bias, result, batch, s)), 1e-5);
        Compare.Close(dx, Run(x.Length, (team, result) => SequenceConvolutionKernels.BackwardInput(team, dy, weight, result, batch, s)), 1e-5);
        Compare.Close(gradients, Compare.OnEveryTeam(team =>
        {
            float[] result = Compare.Copy(before);
            SequenceConvolutionKernels.BackwardWeight(team, dy, x, result.AsSpan(0, weight.Length), result.AsSpan(weight.Length), batch, s);
            return result;
        }), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PaddedSequencesAreConvolvedAsIfAlone(int batch, SequenceConvolutionShape s)
    {
        Random random = new(6);
        float[] mask = [.. Enumerable.Range(0, batch * s.Length).Select(i => i < s.Length || random.Next(3) > 0 ? 1f : 0f)];
        Array.Clear(mask, (batch - 1) * s.Length, s.Length - 1); // one step, behind padding
        float[] x = Reference.Random(batch * s.Length * s.Channels, 1), weight = Reference.Random(s.Weights, 2), dy = Reference.Random(batch * s.OutLength * s.Filters, 4);
        double[] y = new double[dy.Length], dx = new double[x.Length], dWeight = new double[weight.Length];
        bool[] isReal = new bool[batch * s.OutLength];
        for (int n = 0; n < batch; n++)
        {
            AloneWindows alone = new(mask[(n * s.Length)..((n + 1) * s.Length)], s.OutLength, (s.Dilation * (s.Kernel - 1)) + 1, s.Stride, s.Padding + s.EndPadding);
            isReal.AsSpan((n * s.OutLength) + alone.First, alone.Count).Fill(true);
            int groupChannels = s.Channels / s.Groups, groupFilters = s.Filters / s.Groups;
            for (int window = 0; window < alone.Count; window++)
            for (int f = 0; f < s.Filters; f++)
            for (int c = 0; c < groupChannels; c++)
            for (int tap = 0; tap < s.Kernel; tap++)
            {
                int t = alone.Step((window * s.Stride) + (tap * s.Dilation) - s.Padding);
                if (t < 0) continue;
                int xi = (((n * s.Length) + t) * s.Channels) + (f / groupFilters * groupChannels) + c;
                int wi = (((f * groupChannels) + c) * s.Kernel) + tap, yi = (((n * s.OutLength) + alone.First + window) * s.Filters) + f;
                y[yi] += (double)x[xi] * weight[wi];
                dx[xi] += (double)dy[yi] * weight[wi];
                dWeight[wi] += (double)dy[yi] * x[xi];
            }
        }

        // What is no window of the sequence's has no gradient behind it.
        float[] given = [.. dy.Select((value, i) => isReal[i / s.Filters] ? value : 0)];
        float[] forward = Run(dy.Length, (team, result) => SequenceConvolutionKernels.Forward(team, x, weight, [], result, batch, s, mask: mask));
        Compare.Close([.. y.Where((_, i) => isReal[i / s.Filters])], [.. forward.Where((_, i) => isReal[i / s.Filters])], 1e-5);
        Compare.Close(dx, Run(x.Length, (team, result) => SequenceConvolutionKernels.BackwardInput(team, given, weight, result, batch, s, mask)), 1e-5);
        Compare.Close(dWeight, Compare.OnEveryTeam(team =>
        {
            float[] result = new float[weight.Length];
            SequenceConvolutionKernels.BackwardWeight(team, given, x, result, [], batch, s, mask);
            return result;
        }), 1e-4);
    }

    [Fact]
    public void ActivationsAreFused()
    {
        SequenceConvolutionShape s = new(9, 5, 7, 3);
        float[] x = Reference.Random(2 * s.Length * s.Channels, 1), weight = Reference.Random(s.Weights, 2), plain = new float[2 * s.OutLength * s.Filters];
        SequenceConvolutionKernels.Forward(Compare.Team, x, weight, [], plain, 2, s);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            float[] y = new float[plain.Length], pre = new float[plain.Length];
            SequenceConvolutionKernels.Forward(Compare.Team, x, weight, [], y, 2, s, activation, pre);
            Assert.Equal(plain, pre);
            Compare.Close([.. plain.Select(value => Reference.Apply(activation, value))], y, 1e-6);
        }
    }

    [Fact]
    public void WrongSizesNameTheArgument()
    {
        SequenceConvolutionShape s = new(6, 2, 3, 3);
        float[] x = new float[12], w = new float[18], y = new float[12], five = new float[5];
        Compare.Names("x", () => SequenceConvolutionKernels.Forward(Compare.Team, five, w, [], y, 1, s));
        Compare.Names("weight", () => SequenceConvolutionKernels.Forward(Compare.Team, x, five, [], y, 1, s));
        Compare.Names("bias", () => SequenceConvolutionKernels.Forward(Compare.Team, x, w, five, y, 1, s));
        Compare.Names("y", () => SequenceConvolutionKernels.Forward(Compare.Team, x, w, [], five, 1, s));
        Compare.Names("preActivation", () => SequenceConvolutionKernels.Forward(Compare.Team, x, w, [], y, 1, s, Activation.Relu, five));
        Compare.Names("mask", () => SequenceConvolutionKernels.Forward(Compare.Team, x, w, [], y, 1, s, mask: five));
        Compare.Names("dx", () => SequenceConvolutionKernels.BackwardInput(Compare.Team, y, w, five, 1, s));
        Compare.Names("dWeight", () => SequenceConvolutionKernels.BackwardWeight(Compare.Team, y, x, five, [], 1, s));
        foreach (SequenceConvolutionShape wrong in new[] { s with { Kernel = 7 }, s with { Groups = 2 }, s with { Stride = 0 }, s with { Padding = -1 }, s with { Filters = 0 } })
        {
            Compare.Names("shape", () => SequenceConvolutionKernels.Forward(Compare.Team, x, w, [], y, 1, wrong));
        }
    }

    // Every product of a value and a tap that is in a result.
    private static void Visit(int batch, SequenceConvolutionShape s, Action<int, int, int> visit)
    {
        int groupChannels = s.Channels / s.Groups, groupFilters = s.Filters / s.Groups;
        for (int n = 0; n < batch; n++)
        for (int window = 0; window < s.OutLength; window++)
        for (int f = 0; f < s.Filters; f++)
        for (int c = 0; c < groupChannels; c++)
        for (int tap = 0; tap < s.Kernel; tap++)
        {
            int t = (window * s.Stride) + (tap * s.Dilation) - s.Padding;
            if (t < 0 || t >= s.Length) continue;
            visit((((n * s.Length) + t) * s.Channels) + (f / groupFilters * groupChannels) + c, (((f * groupChannels) + c) * s.Kernel) + tap, (((n * s.OutLength) + window) * s.Filters) + f);
        }
    }

    private static float[] Run(int count, Action<ThreadTeam, float[]> kernel) => Compare.OnEveryTeam(team =>
    {
        float[] result = Enumerable.Repeat(float.NaN, count).ToArray();
        kernel(team, result);
        return result;
    });
}
