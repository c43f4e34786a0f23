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
    public int Places;
    public int Depth;
    public int Groups;
    public WindowTables Tables;
    public float* Target;
    public float* Bias;
    public float* PreActivation;
    public Activation Activation;

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

            return;
        }

        Team.Run(ref job, tasks, Image.Floats, nestedFloats: ProductRunner.ScratchAlone(Rows, Places, Depth, Path));
    }

    public readonly void Execute(int task, int worker)
        => ProductRunner.RunAlone(Team, Stage(task, Team.Scratch(worker, Image.Floats)), Path);

    private readonly Product Stage(int task, float* staged)
    {
        (int example, int group) = (task / Groups, task % Groups);
        Image.Fill(Source + (example * SourceStep) + (group * SourceGroupStep), staged);
        nint target = (example * TargetStep) + ((nint)group * Rows * Places);
        return new()
        {
            M = Rows,
            N = Places,
            K = Depth,
            A = new Operand((nint)(Filters + ((nint)group * Rows * Depth)), Depth, DepthAdjacent: true),
            B = Operand.Gathered(staged, Tables.Windows, Tables.Taps),
            C = Target + target,
            CStep = Places,
            Epilogue = new Epilogue
            {
                RowBias = Bias == null ? null : Bias + (group * Rows),
                PreActivation = PreActivation == null ? null : PreActivation + target,
                Activation = Activation,
            },
        };
    }
}
