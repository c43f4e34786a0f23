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
    public float* Bias;
    public float* PreActivation;
    public Activation Activation;

    public readonly int Places => OutHeight * OutWidth;

    public readonly void Run(int batch)
    {
        ConvolutionJob job = this;
        int tasks = batch * Groups;
        if (tasks < Team.Threads)
        {
            // Too few examples for the team: it shares each of them.
            for (int task = 0; task < tasks; task++)
            {
                ProductRunner.Run(Team, Stage(task, Tables.Staged), Path);
            }
        }
        else if (DirectConvolution.Pays(job))
        {
            DirectConvolution.Run(Team, job, tasks);
        }
        else
        {
            Team.Run(ref job, tasks, Image.Floats, nestedFloats: ProductRunner.ScratchAlone(Rows, Places, Depth, Path));
        }
    }

    public readonly void Execute(int task, int worker)
        => ProductRunner.RunAlone(Team, Stage(task, Team.Scratch(worker, Image.Floats)), Path);

    public readonly float* SourceOf(int task) => Source + (task / Groups * SourceStep) + (task % Groups * SourceGroupStep);

    public readonly float* TargetOf(int task) => Target + TargetAt(task);

    public readonly Epilogue EpilogueOf(int task) => new()
    {
        RowBias = Bias == null ? null : Bias + (task % Groups * Rows),
        PreActivation = PreActivation == null ? null : PreActivation + TargetAt(task),
        Activation = Activation,
    };

    private readonly nint TargetAt(int task) => (task / Groups * TargetStep) + ((nint)(task % Groups) * Rows * Places);

    private readonly Product Stage(int task, float* staged)
    {
        Image.Fill(SourceOf(task), staged);
        return new()
        {
            M = Rows,
            N = Places,
            K = Depth,
            A = new Operand((nint)(Filters + ((nint)(task % Groups) * Rows * Depth)), Depth, DepthAdjacent: true),
            B = Operand.Gathered(staged, Tables.Windows, Tables.Taps),
            C = TargetOf(task),
            CStep = Places,
            Epilogue = EpilogueOf(task),
        };
    }
}
