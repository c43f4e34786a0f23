using System;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu;

/// <summary>Filters times windows: a task is one group of channels of one example, its image staged in the task's memory and packed from there.</summary>
internal unsafe struct ConvolutionJob : IJob
{
    public ThreadTeam Team;
    public int Path;
    public StagedImage Image;

    /// <summary>Of a whole example: floats of what is staged, and of the result.</summary>
    public nint SourceStep;
    public nint TargetStep;

    /// <summary>Of a group.</summary>
    public nint SourceGroupStep;
    public float* Source;

    /// <summary>[rows, depth] for each group.</summary>
    public float* Filters;
    public int Rows;
    public int OutHeight;
    public int OutWidth;

    /// <summary>Windows lie one pixel of the staged image apart.</summary>
    public bool IsDense;
    public int Depth;
    public int Groups;
    public WindowTables Tables;
    public float* Target;

    /// <summary>Floats of a channel of <see cref="Target"/>.</summary>
    public int TargetPlane;

    /// <summary>If one of them is more than 1, the result is a phase of the target: its rows and columns lie so far apart there, in rows of <see cref="TargetWidth"/>.</summary>
    public int SpreadDown;
    public int SpreadAcross;
    public int TargetWidth;

    /// <summary>If set, what <see cref="Target"/> gets is the result pooled; the result itself stays in memory of a task's own.</summary>
    public WindowShape? Pool;
    public WindowPoolKind PoolKind;
    public float* Bias;
    public float* PreActivation;
    public Activation Activation;

    public readonly int Places => OutHeight * OutWidth;

    /// <summary>Whether the result is a map that stays in memory of a task's own, until it is pooled or spread out.</summary>
    public readonly bool HasMap => Pool is not null || IsSpread;

    private readonly bool IsSpread => SpreadDown > 1 || SpreadAcross > 1;

    /// <summary>
    /// Whether bias and activation may come after the pool, on a fraction of the numbers: both keep the order of what they are applied to, rounding
    /// included, so the largest stays the largest.
    /// </summary>
    public readonly bool PoolsSums => Pool is not null && PoolKind == WindowPoolKind.Max && (Activation is Activation.None or Activation.Relu);

    /// <summary>Floats of such a map.</summary>
    public readonly long MapFloats => HasMap ? (long)Rows * Places : 0;

    /// <summary>The tables, and what else lies with them.</summary>
    /// <param name="filters">Floats of filters that are not those of the model.</param>
    public readonly WindowTables Reserve(long filters = 0) => new(Team, Image, Places, Depth, DirectConvolution.PackedFloats(this), MapFloats, filters);

    /// <summary>Scratch memory of pooling.</summary>
    public readonly long PoolFloats => Pool is { } pool ? pool.Width : 0;

    public readonly void Run(int batch)
    {
        ConvolutionJob job = this;
        int tasks = batch * Groups;
        if (tasks < Team.Threads)
        {
            // Too few examples for the team: it shares each of them.
            for (int task = 0; task < tasks; task++)
            {
                float* result = HasMap ? Tables.Map : TargetOf(task);
                ProductRunner.Run(Team, Stage(task, Tables.Staged, result), Path);
                Deliver(task, result, OutWidth, Places);
            }
        }
        else if (DirectConvolution.Pays(job))
        {
            DirectConvolution.Run(Team, job, tasks);
        }
        else
        {
            Team.Run(ref job, tasks, Lay(null, out _, out _), nestedFloats: Math.Max(ProductRunner.ScratchAlone(Rows, Places, Depth, Path), PoolFloats));
        }
    }

    public readonly void Execute(int task, int worker)
    {
        Lay(Team.Scratch(worker, Lay(null, out _, out _)), out float* map, out float* staged);
        float* result = HasMap ? map : TargetOf(task);
        ProductRunner.RunAlone(Team, Stage(task, staged, result), Path);
        Deliver(task, result, OutWidth, Places);
    }

    /// <summary>Brings a map to where it belongs.</summary>
    /// <param name="rowStep">Floats from one of its rows to the next; likewise <paramref name="planeStep"/>.</param>
    public readonly void Deliver(int task, float* map, int rowStep, int planeStep)
    {
        if (Pool is { } pool)
        {
            new WindowPoolJob { Team = Team, Kind = PoolKind, Shape = pool, X = map, Y = TargetOf(task), Planes = Rows, RowStep = rowStep, PlaneStep = planeStep }.Run();
        }
        else if (IsSpread)
        {
            float* target = TargetOf(task);
            for (int plane = 0; plane < Rows; plane++)
            {
                for (int row = 0; row < OutHeight; row++)
                {
                    float* from = map + ((nint)plane * planeStep) + (row * rowStep);
                    float* to = target + ((nint)plane * TargetPlane) + ((nint)row * SpreadDown * TargetWidth);
                    for (int column = 0; column < OutWidth; column++)
                    {
                        to[column * SpreadAcross] = from[column];
                    }
                }
            }
        }
    }

    public readonly float* SourceOf(int task) => Source + (task / Groups * SourceStep) + (task % Groups * SourceGroupStep);

    public readonly float* TargetOf(int task) => Target + TargetAt(task);

    public readonly Epilogue EpilogueOf(int task) => new()
    {
        RowBias = Bias == null ? null : Bias + (task % Groups * Rows),
        PreActivation = PreActivation == null ? null : PreActivation + TargetAt(task),
        Activation = Activation,
    };

    /// <summary>A task's memory.</summary>
    private readonly long Lay(float* memory, out float* map, out float* staged)
    {
        ScratchLayout layout = new(memory);
        map = layout.Take(MapFloats);
        staged = layout.Take(Image.Floats);
        return layout.Floats;
    }

    private readonly nint TargetAt(int task) => (task / Groups * TargetStep) + ((nint)(task % Groups) * Rows * TargetPlane);

    private readonly Product Stage(int task, float* staged, float* result)
    {
        Image.Fill(SourceOf(task), staged);
        return new()
        {
            M = Rows,
            N = Places,
            K = Depth,
            A = new Operand((nint)(Filters + ((nint)(task % Groups) * Rows * Depth)), Depth, DepthAdjacent: true),
            B = Operand.Gathered(staged, Tables.Windows, Tables.Taps),
            C = result,
            CStep = Places,
            Epilogue = EpilogueOf(task),
        };
    }
}
