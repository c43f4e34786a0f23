using System;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu;

/// <summary>The gradient of filters over sequences: a task goes through a slice of the batch in order and leaves its sums in memory of the slice's own.</summary>
internal unsafe struct SequenceWeightJob : IJob
{
    public ThreadTeam Team;
    public int Path;
    public SequenceConvolutionShape Shape;
    public StagedSequence Staged;
    public int Batch;
    public int Slices;
    public float* Dy;
    public float* X;
    public SequenceMask Mask;
    public int* Windows;
    public int* Taps;

    /// <summary>[slices, filters, kernel, channels of a group].</summary>
    public float* Weights;

    public readonly void Execute(int task, int worker)
    {
        (int slice, int group) = (task / Shape.Groups, task % Shape.Groups);
        int first = (int)((long)Batch * slice / Slices), end = (int)((long)Batch * (slice + 1) / Slices);
        float* staged = Team.Scratch(worker, Staged.Floats);
        for (int example = first; example < end; example++)
        {
            Staged.Fill(X + ((nint)example * Shape.Length * Shape.Channels) + (group * Shape.GroupChannels), staged, Mask.Steps(example), -Mask.Shift(example));
            float* dy = Dy + ((nint)example * Shape.OutLength * Shape.Filters) + (group * Shape.GroupFilters);
            Product product = new()
            {
                M = Shape.GroupFilters,
                N = Shape.FilterSize,
                K = Shape.OutLength,
                A = new Operand((nint)dy, Shape.Filters, DepthAdjacent: false),
                B = Operand.Gathered(staged, Taps, Windows),
                C = Weights + ((nint)slice * Shape.Weights) + ((nint)group * Shape.GroupFilters * Shape.FilterSize),
                CStep = Shape.FilterSize,
                Accumulate = example > first,
            };
            ProductRunner.RunAlone(Team, product, Path);
        }
    }
}
