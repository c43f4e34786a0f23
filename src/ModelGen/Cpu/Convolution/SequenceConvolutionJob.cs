using ModelGen.Cpu.Products;

namespace ModelGen.Cpu;

/// <summary>Windows times filters: a task is one group of features of one sequence, staged in the task's memory and packed from there.</summary>
internal unsafe struct SequenceConvolutionJob : IJob
{
    public ThreadTeam Team;
    public int Path;
    public StagedSequence Staged;

    /// <summary>Room for one sequence, for a run that is not shared out.</summary>
    public float* Memory;
    public float* Source;
    public nint SourceStep;

    /// <summary>[columns, depth] for each group.</summary>
    public float* Filters;
    public int Rows;
    public int Columns;
    public int Depth;
    public int Groups;
    public int* Windows;
    public int* Taps;
    public float* Target;
    public float* Bias;
    public float* PreActivation;
    public Activation Activation;
    public SequenceMask Mask;

    /// <summary>Whether the gradient of steps is computed: it has the mask, and what is staged has none.</summary>
    public bool IsGradient;

    public readonly void Run(int batch)
    {
        SequenceConvolutionJob job = this;
        int tasks = batch * Groups;
        if (tasks < Team.Threads)
        {
            for (int task = 0; task < tasks; task++)
            {
                ProductRunner.Run(Team, Stage(task, Memory), Path);
                ClearPadding(task);
            }

            return;
        }

        Team.Run(ref job, tasks, Staged.Floats, nestedFloats: ProductRunner.ScratchAlone(Rows, Columns, Depth, Path));
    }

    public readonly void Execute(int task, int worker)
    {
        ProductRunner.RunAlone(Team, Stage(task, Team.Scratch(worker, Staged.Floats)), Path);
        ClearPadding(task);
    }

    // Windows see zeros there, whatever stands there: it has no gradient.
    private readonly void ClearPadding(int task)
    {
        if (!IsGradient || Mask.IsEmpty)
        {
            return;
        }

        (int example, int group) = (task / Groups, task % Groups);
        float* steps = Mask.Steps(example);
        for (int step = 0; step < Rows; step++)
        {
            if (steps[step] == 0)
            {
                Cpu.Rows.Clear(Target + ((((nint)example * Rows) + step) * Columns * Groups) + (group * Columns), Columns);
            }
        }
    }

    private readonly Product Stage(int task, float* staged)
    {
        (int example, int group) = (task / Groups, task % Groups);
        int shift = Mask.Shift(example);
        Staged.Fill(Source + (example * SourceStep) + (group * Staged.Width), staged, IsGradient ? null : Mask.Steps(example), IsGradient ? shift : -shift);
        nint target = ((nint)example * Rows * Columns * Groups) + (group * Columns);
        return new()
        {
            M = Rows,
            N = Columns,
            K = Depth,
            A = Operand.Gathered(staged, Windows, Taps),
            B = new Operand((nint)(Filters + ((nint)group * Columns * Depth)), Depth, DepthAdjacent: true),
            C = Target + target,
            CStep = (nint)Columns * Groups,
            Epilogue = new Epilogue
            {
                Bias = Bias == null ? null : Bias + (group * Columns),
                PreActivation = PreActivation == null ? null : PreActivation + target,
                Activation = Activation,
            },
        };
    }
}
