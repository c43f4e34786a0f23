using System;
using System.ComponentModel;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Convolution over time, and its gradients; see <see cref="ConvolutionKernels"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SequenceConvolutionKernels
{
    private const int SliceFloats = 1 << 20;

    private const int MostSlices = 16;

    /// <summary>y = activation(x ∗ w + b).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, Length, Channels].</param>
    /// <param name="weight">[Filters, Channels / Groups, Kernel].</param>
    /// <param name="bias">[Filters], or empty.</param>
    /// <param name="y">[batch, OutLength, Filters].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="preActivation">As <paramref name="y"/>: receives the value before the activation; or empty.</param>
    /// <param name="mask">[batch, Length]: 1 = real, 0 = padding, which windows see as zeros; empty: all steps are real.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y, int batch,
        SequenceConvolutionShape shape, Activation activation = Activation.None, Span<float> preActivation = default, ReadOnlySpan<float> mask = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(x, batch, shape.Length, shape.Channels);
        Check.Shape(weight, shape.Weights);
        Check.Optional(bias, shape.Filters);
        Check.Shape(y, batch, shape.OutLength, shape.Filters);
        Check.Optional(preActivation, batch, shape.OutLength, shape.Filters);
        Check.Optional(mask, batch, shape.Length);
        StagedSequence staged = StagedSequence.Input(shape);
        Memory memory = new(team, staged, shape.OutLength, shape.FilterSize, shape.Weights);
        memory.Fill(shape.Kernel, shape.Stride, shape.Dilation, staged.Width);
        fixed (float* px = x, pw = weight, pb = bias, py = y, pre = preActivation, pMask = mask)
        {
            ByTap(pw, memory.Extra, shape);
            new SequenceConvolutionJob
            {
                Team = team, Path = VectorPath.Best, Staged = staged, Memory = memory.Staged, Source = px, SourceStep = (nint)shape.Length * shape.Channels, Filters = memory.Extra,
                Rows = shape.OutLength, Columns = shape.GroupFilters, Depth = shape.FilterSize, Groups = shape.Groups, Windows = memory.Windows, Taps = memory.Taps,
                Target = py, Bias = pb, PreActivation = pre, Activation = activation, Mask = SequenceMask.Of(pMask, shape),
            }.Run(batch);
        }
    }

    /// <summary>The gradient with respect to the input. With a bias it is the forward pass of a transposed convolution.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, OutLength, Filters].</param>
    /// <param name="weight">[Filters, Channels / Groups, Kernel].</param>
    /// <param name="dx">[batch, Length, Channels].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="mask">[batch, Length], as in the forward pass: padding has no gradient.</param>
    /// <param name="bias">[Channels], added to each step; or empty.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    public static void BackwardInput(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> weight, Span<float> dx, int batch, SequenceConvolutionShape shape, ReadOnlySpan<float> mask = default,
        ReadOnlySpan<float> bias = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Optional(bias, shape.Channels);
        Check.Shape(dy, batch, shape.OutLength, shape.Filters);
        Check.Shape(weight, shape.Weights);
        Check.Shape(dx, batch, shape.Length, shape.Channels);
        Check.Optional(mask, batch, shape.Length);
        StagedSequence staged = StagedSequence.Gradient(shape);
        int depth = shape.GroupFilters * shape.Kernel;
        Memory memory = new(team, staged, shape.Length, depth, shape.Weights);
        memory.Fill(shape.Kernel, 1, shape.Dilation, staged.Width);
        fixed (float* py = dy, pw = weight, px = dx, pMask = mask, pb = bias)
        {
            Turn(pw, memory.Extra, shape);
            new SequenceConvolutionJob
            {
                Team = team, Path = VectorPath.Best, Staged = staged, Memory = memory.Staged, Source = py, SourceStep = (nint)shape.OutLength * shape.Filters, Filters = memory.Extra,
                Rows = shape.Length, Columns = shape.GroupChannels, Depth = depth, Groups = shape.Groups, Windows = memory.Windows, Taps = memory.Taps, Target = px,
                Mask = SequenceMask.Of(pMask, shape), IsGradient = true, Bias = pb,
            }.Run(batch);
        }
    }

    /// <summary>The gradients with respect to the parameters, added.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, OutLength, Filters].</param>
    /// <param name="x">[batch, Length, Channels].</param>
    /// <param name="dWeight">[Filters, Channels / Groups, Kernel].</param>
    /// <param name="dBias">[Filters], or empty.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="mask">[batch, Length], as in the forward pass.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    public static void BackwardWeight(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dWeight, Span<float> dBias, int batch, SequenceConvolutionShape shape,
        ReadOnlySpan<float> mask = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(dy, batch, shape.OutLength, shape.Filters);
        Check.Shape(x, batch, shape.Length, shape.Channels);
        Check.Shape(dWeight, shape.Weights);
        Check.Optional(dBias, shape.Filters);
        Check.Optional(mask, batch, shape.Length);
        if (batch == 0)
        {
            return;
        }

        StagedSequence staged = StagedSequence.Input(shape);
        int slices = Math.Clamp(SliceFloats / shape.Weights, 1, Math.Min(MostSlices, batch));
        Memory memory = new(team, staged, shape.OutLength, shape.FilterSize, (long)slices * shape.Weights);
        memory.Fill(shape.Kernel, shape.Stride, shape.Dilation, staged.Width);
        fixed (float* py = dy, px = x, pw = dWeight, pb = dBias, pMask = mask)
        {
            if (pb != null)
            {
                ColumnSums.Add(team, py, pb, batch * shape.OutLength, shape.Filters, VectorPath.Best);
            }

            SequenceWeightJob job = new()
            {
                Team = team, Path = VectorPath.Best, Shape = shape, Staged = staged, Batch = batch, Slices = slices, Dy = py, X = px, Windows = memory.Windows, Taps = memory.Taps,
                Weights = memory.Extra, Mask = SequenceMask.Of(pMask, shape),
            };
            team.Run(ref job, slices * shape.Groups, staged.Floats, nestedFloats: ProductRunner.ScratchAlone(shape.GroupFilters, shape.FilterSize, shape.OutLength, VectorPath.Best));
            for (int slice = 0; slice < slices; slice++)
            {
                AddByTap(memory.Extra + ((nint)slice * shape.Weights), pw, shape);
            }
        }
    }

    /// <summary>The gradient of a bias, added: dBias[c] += the sum of dy over all steps.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[steps, channels].</param>
    /// <param name="dBias">[channels].</param>
    /// <param name="steps">Steps of all sequences.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void BackwardBias(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dBias, int steps)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, steps, dBias.Length);
        fixed (float* py = dy, pb = dBias)
        {
            ColumnSums.Add(team, py, pb, steps, dBias.Length, VectorPath.Best);
        }
    }

    // [filters, channels, taps] -> [filters, taps, channels].
    private static void ByTap(float* weight, float* target, SequenceConvolutionShape s)
    {
        for (int filter = 0; filter < s.Filters; filter++, weight += s.FilterSize, target += s.FilterSize)
        {
            for (int channel = 0; channel < s.GroupChannels; channel++)
            {
                for (int tap = 0; tap < s.Kernel; tap++)
                {
                    target[(tap * s.GroupChannels) + channel] = weight[(channel * s.Kernel) + tap];
                }
            }
        }
    }

    private static void AddByTap(float* sums, float* weight, SequenceConvolutionShape s)
    {
        for (int filter = 0; filter < s.Filters; filter++, weight += s.FilterSize, sums += s.FilterSize)
        {
            for (int channel = 0; channel < s.GroupChannels; channel++)
            {
                for (int tap = 0; tap < s.Kernel; tap++)
                {
                    weight[(channel * s.Kernel) + tap] += sums[(tap * s.GroupChannels) + channel];
                }
            }
        }
    }

    // [filters, channels, taps] -> [channels, taps turned, filters], in each group.
    private static void Turn(float* weight, float* target, SequenceConvolutionShape s)
    {
        for (int group = 0; group < s.Groups; group++)
        {
            for (int filter = 0; filter < s.GroupFilters; filter++)
            {
                for (int channel = 0; channel < s.GroupChannels; channel++)
                {
                    for (int tap = 0; tap < s.Kernel; tap++)
                    {
                        float value = weight[(((((nint)group * s.GroupFilters) + filter) * s.GroupChannels) + channel) * s.Kernel + tap];
                        target[(((((nint)group * s.GroupChannels) + channel) * s.Kernel) + s.Kernel - 1 - tap) * s.GroupFilters + filter] = value;
                    }
                }
            }
        }
    }

    /// <summary>The calling thread's scratch memory: one staged sequence, floats of the caller's, the two tables of windows.</summary>
    private struct Memory
    {
        private readonly long _staged;
        private readonly int _windows;
        private readonly int _taps;
        private readonly long _floats;

        public Memory(ThreadTeam team, StagedSequence staged, int windows, int taps, long floats)
        {
            (_staged, _windows, _taps, _floats) = (staged.Floats, windows, taps, floats);
            Lay(team.Scratch(0, Lay(null)));
        }

        public float* Staged { get; private set; }

        public float* Extra { get; private set; }

        public int* Windows { get; private set; }

        public int* Taps { get; private set; }

        private long Lay(float* memory)
        {
            ScratchLayout layout = new(memory);
            Staged = layout.Take(_staged);
            Extra = layout.Take(_floats);
            Windows = layout.TakeIntegers(_windows);
            Taps = layout.TakeIntegers(_taps);
            return layout.Floats;
        }

        public readonly void Fill(int kernel, int stride, int dilation, int width)
        {
            for (int window = 0; window < _windows; window++)
            {
                Windows[window] = window * stride * width;
            }

            for (int tap = 0; tap < kernel; tap++)
            {
                for (int channel = 0; channel < width; channel++)
                {
                    Taps[(tap * width) + channel] = (tap * dilation * width) + channel;
                }
            }
        }
    }
}
