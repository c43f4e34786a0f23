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

    /// <summary>Pixels of the staged image from one window to the next.</summary>
    public int Stride;
    public int Depth;
    public int Groups;
    public WindowTables Tables;
    public float* Target;

    /// <summary>If set, what <see cref="Target"/> gets is the result pooled; the result itself stays in memory of a task's own.</summary>
    public WindowShape? Pool;
    public WindowPoolKind PoolKind;
    public float* Bias;
    public float* PreActivation;
    public Activation Activation;

    public readonly int Places => OutHeight * OutWidth;

    /// <summary>Floats of a result that is pooled, for a task.</summary>
    public readonly long MapFloats => Pool is null ? 0 : (long)Rows * Places;

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
                float* result = Pool is null ? TargetOf(task) : Tables.Map;
                ProductRunner.Run(Team, Stage(task, Tables.Staged, result), Path);
                PoolOf(task, result, OutWidth, Places);
            }
        }
        else if (DirectConvolution.Pays(job))
        {
            DirectConvolution.Run(Team, job, tasks);
        }
        else
        {
            Team.Run(ref job, tasks, Image.Floats + MapFloats, nestedFloats: Math.Max(ProductRunner.ScratchAlone(Rows, Places, Depth, Path), PoolFloats));
        }
    }

    public readonly void Execute(int task, int worker)
    {
        float* map = Team.Scratch(worker, Image.Floats + MapFloats);
        float* result = Pool is null ? TargetOf(task) : map;
        ProductRunner.RunAlone(Team, Stage(task, map + MapFloats, result), Path);
        PoolOf(task, result, OutWidth, Places);
    }

    /// <summary>Brings a result to where it belongs, if it is to be pooled.</summary>
    /// <param name="rowStep">Floats from one of its rows to the next; likewise <paramref name="planeStep"/>.</param>
    public readonly void PoolOf(int task, float* result, int rowStep, int planeStep)
    {
        if (Pool is { } pool)
        {
            new WindowPoolJob { Team = Team, Kind = PoolKind, Shape = pool, X = result, Y = TargetOf(task), Planes = Rows, RowStep = rowStep, PlaneStep = planeStep }.Run();
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

    private readonly nint TargetAt(int task) => (task / Groups * TargetStep) + ((nint)(task % Groups) * Rows * (Pool?.Places ?? Places));

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
