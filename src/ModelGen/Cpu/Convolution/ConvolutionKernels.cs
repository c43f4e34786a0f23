using System;
using System.ComponentModel;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Convolution of images, channels first, and its gradients. Filters are not turned (cross-correlation), as everywhere in the field.</summary>
/// <remarks>
/// A product of the filters with the matrix of all windows, which exists only as packed panels of one example (Chetlur et al. 2014,
/// arXiv:1410.0759, section 3.1), or, where windows lie one pixel apart, is read from the image itself. A result depends on its operands alone, not on the number of threads.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ConvolutionKernels
{
    /// <summary>Floats of all slices' sums of a weight gradient: enough slices for the team, and the sums stay in cache.</summary>
    private const int SliceFloats = 1 << 20;

    private const int MostSlices = 16;

    /// <summary>y = activation(x ∗ w + b).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, Channels, Height, Width].</param>
    /// <param name="weight">[Filters, Channels / Groups, Kernel, KernelWidth].</param>
    /// <param name="bias">[Filters], or empty.</param>
    /// <param name="y">[batch, Filters, OutHeight, OutWidth].</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="preActivation">As <paramref name="y"/>: receives the value before the activation; or empty.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y, int batch,
        ConvolutionShape shape, Activation activation = Activation.None, Span<float> preActivation = default)
        => Forward(team, x, weight, bias, y, batch, shape, activation, preActivation, VectorPath.Best);

    /// <summary>y = pool(activation(x ∗ w + b)) for prediction: what is pooled never leaves the core's own cache.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, Channels, Height, Width].</param>
    /// <param name="weight">[Filters, Channels / Groups, Kernel, KernelWidth].</param>
    /// <param name="bias">[Filters], or empty.</param>
    /// <param name="y">[batch, Filters, pool.OutHeight, pool.OutWidth].</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="shape">The sizes of the convolution.</param>
    /// <param name="pool">The windows over its result.</param>
    /// <param name="isMax">Whether the largest of a window is taken, or the mean.</param>
    /// <param name="activation">Applied before the pool.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No convolution, or no windows, have these sizes.</exception>
    public static void ForwardPooled(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y, int batch,
        ConvolutionShape shape, WindowShape pool, bool isMax, Activation activation = Activation.None)
        => ForwardPooled(team, x, weight, bias, y, batch, shape, pool, isMax, activation, VectorPath.Best);

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void ForwardPooled(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y, int batch,
        ConvolutionShape shape, WindowShape pool, bool isMax, Activation activation, int path)
    {
        shape.Check(nameof(shape));
        pool.Check(nameof(pool));
        if (pool.Height != shape.OutHeight || pool.Width != shape.OutWidth)
        {
            throw new ArgumentException($"The windows are those of [{pool.Height}, {pool.Width}]; the convolution gives [{shape.OutHeight}, {shape.OutWidth}].", nameof(pool));
        }

        Check.Shape(y, batch, shape.Filters, pool.OutHeight, pool.OutWidth);
        Forward(team, x, weight, bias, y, batch, shape, activation, preActivation: default, path, pool, isMax ? WindowPoolKind.Max : WindowPoolKind.Mean);
    }

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y, int batch,
        ConvolutionShape shape, Activation activation, Span<float> preActivation, int path)
    {
        shape.Check(nameof(shape));
        Check.Shape(y, batch, shape.Filters, shape.OutHeight, shape.OutWidth);
        Check.Optional(preActivation, batch, shape.Filters, shape.OutHeight, shape.OutWidth);
        Forward(team, x, weight, bias, y, batch, shape, activation, preActivation, path, pool: null, default);
    }

    private static void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y, int batch,
        ConvolutionShape shape, Activation activation, Span<float> preActivation, int path, WindowShape? pool, WindowPoolKind poolKind)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, batch, shape.Channels, shape.Height, shape.Width);
        Check.Shape(weight, shape.Weights);
        Check.Optional(bias, shape.Filters);
        StagedImage image = StagedImage.Input(shape);
        fixed (float* px = x, pw = weight, pb = bias, py = y, pre = preActivation)
        {
            ConvolutionJob job = new()
            {
                Team = team,
                Path = path,
                Image = image,
                Source = px,
                SourceStep = (nint)shape.Channels * shape.Pixels,
                SourceGroupStep = (nint)shape.GroupChannels * shape.Pixels,
                Filters = pw,
                Rows = shape.GroupFilters,
                OutHeight = shape.OutHeight,
                OutWidth = shape.OutWidth,
                IsDense = shape.Rows.Stride == 1 && shape.Columns.Stride == 1,
                Depth = shape.FilterSize,
                Groups = shape.Groups,
                Target = py,
                TargetStep = (nint)shape.Filters * (pool?.Places ?? shape.Places),
                TargetPlane = pool?.Places ?? shape.Places,
                Pool = pool,
                PoolKind = poolKind,
                Bias = pb,
                PreActivation = pre,
                Activation = activation,
            };
            job.Tables = job.Reserve();
            job.Tables.FillWindows(shape.OutHeight, shape.OutWidth, shape.Rows.Stride, shape.Columns.Stride, image);
            job.Tables.FillTaps(shape.GroupChannels, shape.Rows, shape.Columns, image);
            job.Run(batch);
        }
    }

    /// <summary>The gradient with respect to the input. With a bias it is the forward pass of a transposed convolution.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, Filters, OutHeight, OutWidth].</param>
    /// <param name="weight">[Filters, Channels / Groups, Kernel, KernelWidth].</param>
    /// <param name="dx">[batch, Channels, Height, Width].</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="shape">The sizes of the convolution.</param>
    /// <param name="bias">[Channels], added to each pixel; or empty.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    public static void BackwardInput(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> weight, Span<float> dx, int batch, ConvolutionShape shape,
        ReadOnlySpan<float> bias = default)
        => BackwardInput(team, dy, weight, dx, batch, shape, bias, VectorPath.Best);

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void BackwardInput(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> weight, Span<float> dx, int batch, ConvolutionShape shape,
        ReadOnlySpan<float> bias, int path)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(dy, batch, shape.Filters, shape.OutHeight, shape.OutWidth);
        Check.Shape(weight, shape.Weights);
        Check.Shape(dx, batch, shape.Channels, shape.Height, shape.Width);
        Check.Optional(bias, shape.Channels);
        fixed (float* py = dy, pw = weight, px = dx, pb = bias)
        {
            for (int row = 0; row < Math.Min(shape.Rows.Stride, shape.Height); row++)
            {
                for (int column = 0; column < Math.Min(shape.Columns.Stride, shape.Width); column++)
                {
                    BackwardPhase(team, new GradientPhase(shape, row, column), py, pw, px, pb, batch, shape, path);
                }
            }
        }
    }

    private static void BackwardPhase(ThreadTeam team, GradientPhase phase, float* dy, float* weight, float* dx, float* bias, int batch, ConvolutionShape shape, int path)
    {
        if (phase.Depth == 0)
        {
            // No window has a tap here: a stride longer than the filter.
            phase.Fill(dx, bias, batch);
            return;
        }

        StagedImage image = phase.Image;
        ConvolutionJob job = new()
        {
            Team = team,
            Path = path,
            Image = image,
            Source = dy,
            SourceStep = (nint)shape.Filters * shape.Places,
            SourceGroupStep = (nint)shape.GroupFilters * shape.Places,
            Rows = shape.GroupChannels,
            OutHeight = phase.Height,
            OutWidth = phase.Width,
            IsDense = true,
            Depth = phase.Depth,
            Groups = shape.Groups,
            Target = dx + phase.First,
            TargetStep = (nint)shape.Channels * shape.Pixels,
            TargetPlane = shape.Pixels,
            SpreadDown = shape.Rows.Stride,
            SpreadAcross = shape.Columns.Stride,
            TargetWidth = shape.Width,
            Bias = bias,
        };
        job.Tables = job.Reserve(filters: phase.Filters);
        job.Filters = job.Tables.Extra;
        job.Tables.FillWindows(phase.Height, phase.Width, 1, 1, image);
        phase.FillTaps(job.Tables.Taps, image);
        phase.FillFilters(weight, job.Filters);
        job.Run(batch);
    }

    /// <summary>The gradients with respect to the parameters, added.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, Filters, OutHeight, OutWidth].</param>
    /// <param name="x">[batch, Channels, Height, Width].</param>
    /// <param name="dWeight">[Filters, Channels / Groups, Kernel, KernelWidth].</param>
    /// <param name="dBias">[Filters], or empty.</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    public static void BackwardWeight(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dWeight, Span<float> dBias, int batch, ConvolutionShape shape)
        => BackwardWeight(team, dy, x, dWeight, dBias, batch, shape, VectorPath.Best);

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void BackwardWeight(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dWeight, Span<float> dBias, int batch,
        ConvolutionShape shape, int path)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(dy, batch, shape.Filters, shape.OutHeight, shape.OutWidth);
        Check.Shape(x, batch, shape.Channels, shape.Height, shape.Width);
        Check.Shape(dWeight, shape.Weights);
        Check.Optional(dBias, shape.Filters);
        if (batch == 0)
        {
            return;
        }

        StagedImage image = StagedImage.Input(shape);
        int slices = Math.Clamp(SliceFloats / shape.Weights, 1, Math.Min(MostSlices, batch));
        WindowTables tables = new(team, image, shape.Places, shape.FilterSize, floats: (long)slices * (shape.Weights + shape.Filters));
        tables.FillWindows(shape.OutHeight, shape.OutWidth, shape.Rows.Stride, shape.Columns.Stride, image);
        tables.FillTaps(shape.GroupChannels, shape.Rows, shape.Columns, image);
        fixed (float* py = dy, px = x, pw = dWeight, pb = dBias)
        {
            ConvolutionWeightJob job = new()
            {
                Team = team,
                Path = path,
                Shape = shape,
                Image = image,
                Batch = batch,
                Slices = slices,
                Dy = py,
                X = px,
                Tables = tables,
                Weights = tables.Extra,
                Biases = pb == null ? null : tables.Extra + ((nint)slices * shape.Weights),
            };
            long nested = ProductRunner.ScratchAlone(shape.GroupFilters, shape.FilterSize, shape.Places, path);
            team.Run(ref job, job.Tasks, image.Floats, nestedFloats: nested);
            for (int slice = 0; slice < slices; slice++)
            {
                Rows.Add(pw, job.Weights + ((nint)slice * shape.Weights), pw, shape.Weights);
                if (pb != null)
                {
                    Rows.Add(pb, job.Biases + (slice * shape.Filters), pb, shape.Filters);
                }
            }
        }
    }

    /// <summary>The gradient of a bias, added: dBias[c] += the sum of dy over images and pixels.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, channels, pixels].</param>
    /// <param name="dBias">[channels].</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="pixels">Values of a channel.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void BackwardBias(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dBias, int batch, int channels, int pixels)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, batch, channels, pixels);
        Check.Shape(dBias, channels);
        fixed (float* py = dy, pb = dBias)
        {
            BiasJob job = new() { Dy = py, DBias = pb, Batch = batch, Channels = channels, Pixels = pixels };
            team.Run(ref job, channels);
        }
    }

    private struct BiasJob : IJob
    {
        public float* Dy;
        public float* DBias;
        public int Batch;
        public int Channels;
        public int Pixels;

        public readonly void Execute(int task, int worker)
        {
            for (int example = 0; example < Batch; example++)
            {
                DBias[task] += RowSum.Of(Dy + ((((nint)example * Channels) + task) * Pixels), Pixels, VectorPath.Best);
            }
        }
    }
}
