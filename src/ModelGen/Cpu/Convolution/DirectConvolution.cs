using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>
/// A convolution whose windows lie one pixel apart needs no matrix of windows: a vector of neighbouring windows at one tap is a vector of
/// the image itself. Windows are counted along whole rows of the image; those that would reach over its right edge are computed and dropped.
/// </summary>
/// <remarks>Each element is the same chain of multiply-adds, in the same passes, put together in the same order, as in a packed product: same bits.</remarks>
internal static class DirectConvolution
{
    /// <summary>Whether it costs less than packing the windows: what is computed and dropped against what is copied.</summary>
    public static bool Pays(in ConvolutionJob job)
        => job.IsDense && (long)job.Rows * Windows(job) < (job.Rows + Blocking.PackingCost) * (long)job.Places;

    public static unsafe void Run(ThreadTeam team, in ConvolutionJob job, int tasks)
    {
        switch (VectorPath.Of(job.Path))
        {
            case 512: DirectConvolution<Simd512, Vector512<float>>.Run(team, job, tasks); break;
            case 256: DirectConvolution<Simd256, Vector256<float>>.Run(team, job, tasks); break;
            default: DirectConvolution<Simd128, Vector128<float>>.Run(team, job, tasks); break;
        }
    }

    /// <summary>Floats of the packed filters of all groups.</summary>
    public static long PackedFloats(in ConvolutionJob job) => job.Groups * GroupFloats(job);

    /// <summary>Floats of the packed filters of a group.</summary>
    public static long GroupFloats(in ConvolutionJob job)
        => PackedSize.Of(job.Rows, job.Depth, Blocking.TileRows(job.Path, job.Rows));

    /// <summary>Windows counted along the rows of the staged image, from the first real one to the last.</summary>
    public static int Windows(in ConvolutionJob job) => job.Places + ((job.OutHeight - 1) * (job.Image.Columns - job.OutWidth));
}

/// <summary>A task is one group of channels of one example.</summary>
internal unsafe struct DirectConvolution<TSimd, TVector> : IJob
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    private ThreadTeam _team;
    private ConvolutionJob _job;
    private int _tileRows;
    private int _windows;

    private static int TileColumns => 2 * TSimd.Count;

    /// <summary>An image without padding is read where it is, if no vector of windows reaches over its end.</summary>
    private readonly bool IsStaged => !_job.Image.IsPlain || _windows < TileColumns;

    /// <summary>
    /// Of a map, floats of a channel: windows as they are counted, those over the edge too, since who reads it steps over them. Not a
    /// power of two, where channels would compete for places of the cache.
    /// </summary>
    private readonly int MapStep => Blocking.RoundUp(_windows, TileColumns) + TileColumns;

    private readonly long ScratchFloats => Lay(null, out _, out _, out _, out _);

    public static void Run(ThreadTeam team, in ConvolutionJob job, int tasks)
    {
        int tileRows = Blocking.TileRows(job.Path, job.Rows);
        for (int group = 0; group < job.Groups; group++)
        {
            PackedChunk<TSimd, TVector> chunk = new() { TileRows = tileRows, A = FiltersOf(job, group), Rows = job.Rows, Depth = job.Depth };
            chunk.PackA(new Operand((nint)(job.Filters + ((nint)group * job.Rows * job.Depth)), job.Depth, DepthAdjacent: true));
        }

        DirectConvolution<TSimd, TVector> direct = new() { _team = team, _job = job, _tileRows = tileRows, _windows = DirectConvolution.Windows(job) };
        team.Run(ref direct, tasks, direct.ScratchFloats, nestedFloats: job.PoolFloats);
    }

    public readonly void Execute(int task, int worker)
    {
        Lay(_team.Scratch(worker, ScratchFloats), out float* tiles, out float* more, out float* map, out float* staged);
        float* image = _job.SourceOf(task);
        if (IsStaged)
        {
            _job.Image.Fill(image, staged);
            image = staged;
        }

        float* filters = FiltersOf(_job, task % _job.Groups);
        float* target = _job.TargetOf(task);
        Epilogue epilogue = _job.EpilogueOf(task);
        for (int column = 0; column < _windows; column += TileColumns)
        {
            // The last tile overlaps the one before, so that it reads nothing beyond the image.
            int first = Math.Min(column, Math.Max(_windows - TileColumns, 0));
            if (_job.PoolsSums)
            {
                Multiply(filters, image + first, map + first, MapStep, more);
                continue;
            }

            Multiply(filters, image + first, tiles, TileColumns, more);
            if (_job.HasMap)
            {
                EpilogueKernel<TSimd, TVector>.Run(epilogue, tiles, TileColumns, map + first, MapStep, add: false, first, first, _job.Rows, TileColumns);
            }
            else
            {
                Finish(epilogue, tiles, target, first, Math.Min(TileColumns, _windows - first));
            }
        }

        _job.Deliver(task, map, _job.Image.Columns, MapStep);
        if (_job.PoolsSums)
        {
            EpilogueKernel<TSimd, TVector>.Run(epilogue, target, _job.TargetPlane, target, _job.TargetPlane, add: false, 0, 0, _job.Rows, _job.TargetPlane);
        }
    }

    private static float* FiltersOf(in ConvolutionJob job, int group) => job.Tables.Packed + (group * DirectConvolution.GroupFloats(job));

    /// <summary>A task's memory. A vector of windows over the edge reads behind the image.</summary>
    private readonly long Lay(float* memory, out float* tiles, out float* more, out float* map, out float* staged)
    {
        ScratchLayout layout = new(memory);
        long sums = (long)Blocking.RoundUp(_job.Rows, _tileRows) * TileColumns;
        tiles = layout.Take(sums);
        more = layout.Take(_job.Depth > Blocking.MaximumPackedDepth ? sums : 0);
        map = layout.Take(_job.HasMap ? (long)_job.Rows * MapStep : 0);
        staged = layout.Take(IsStaged ? _job.Image.Floats + TileColumns : 0);
        return layout.Floats;
    }

    /// <summary>All filters at two vectors of windows. A packed product adds up so many taps at most before it adds them to C; here they meet in <paramref name="more"/>.</summary>
    private readonly void Multiply(float* filters, float* image, float* tiles, nint tileStep, float* more)
    {
        Multiply(filters, image, tiles, tileStep, 0, Math.Min(_job.Depth, Blocking.MaximumPackedDepth));
        for (int first = Blocking.MaximumPackedDepth; first < _job.Depth; first += Blocking.MaximumPackedDepth)
        {
            Multiply(filters, image, more, TileColumns, first, Math.Min(_job.Depth, first + Blocking.MaximumPackedDepth));
            for (int row = 0; row < _job.Rows; row++)
            {
                Rows.Add(more + ((nint)row * TileColumns), tiles + (row * tileStep), tiles + (row * tileStep), TileColumns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(float* filters, float* image, float* tiles, nint tileStep, int first, int end)
    {
        for (int pass = first; pass < end; pass += Blocking.Depth)
        {
            int depth = Math.Min(Blocking.Depth, end - pass);
            int* taps = _job.Tables.Taps + pass;
            float* a = filters + PackedSize.Of(_job.Rows, pass, _tileRows);
            for (int row = 0; row < _job.Rows; row += _tileRows)
            {
                int rows = Math.Min(_tileRows, _job.Rows - row);
                MicroKernels<TSimd, TVector>.Run<TabledSteps>(rows, depth, a + ((nint)row * depth), rows, image, 0, taps, tiles + (row * tileStep), tileStep, add: pass > first);
            }
        }
    }

    /// <summary>Brings the windows that are real, a run in each row of the image, to where they belong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(in Epilogue epilogue, float* tiles, float* target, int first, int count)
    {
        int row = first / _job.Image.Columns;
        int column = first % _job.Image.Columns;
        for (int at = 0; at < count; at += _job.Image.Columns - column, row++, column = 0)
        {
            int run = Math.Min(count - at, _job.OutWidth - column);
            if (run > 0)
            {
                int place = (row * _job.OutWidth) + column;
                EpilogueKernel<TSimd, TVector>.Run(epilogue, tiles + at, TileColumns, target + place, _job.Places, add: false, place, place, _job.Rows, run);
            }
        }
    }
}
