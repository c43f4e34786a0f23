using System;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu;

/// <summary>The gradient of filters and biases: a task goes through a slice of the batch in order and leaves its sums in memory of the slice's own.</summary>
internal unsafe struct ConvolutionWeightJob : IJob
{
    public ThreadTeam Team;
    public int Path;
    public ConvolutionShape Shape;
    public StagedImage Image;
    public int Batch;
    public int Slices;
    public float* Dy;
    public float* X;
    public WindowTables Tables;

    /// <summary>[slices, weights].</summary>
    public float* Weights;

    /// <summary>[slices, filters], or null.</summary>
    public float* Biases;

    public readonly int Tasks => Slices * Shape.Groups;

    public readonly void Execute(int task, int worker)
    {
        (int slice, int group) = (task / Shape.Groups, task % Shape.Groups);
        int first = (int)((long)Batch * slice / Slices), end = (int)((long)Batch * (slice + 1) / Slices);
        int rows = Shape.GroupFilters;
        float* weights = Weights + ((nint)slice * Shape.Weights) + ((nint)group * rows * Shape.FilterSize);
        float* staged = Team.Scratch(worker, Image.Floats);
        if (Biases != null)
        {
            new Span<float>(Biases + (slice * Shape.Filters) + (group * rows), rows).Clear();
        }

        for (int example = first; example < end; example++)
        {
            float* dy = Dy + (((nint)example * Shape.Filters) + (group * rows)) * Shape.Places;
            Image.Fill(X + (((nint)example * Shape.Channels) + (group * Shape.GroupChannels)) * Shape.Pixels, staged);
            Product product = new()
            {
                M = rows,
                N = Shape.FilterSize,
                K = Shape.Places,
                A = new Operand((nint)dy, Shape.Places, DepthAdjacent: true),
                B = Operand.Gathered(staged, Tables.Taps, Tables.Windows),
                C = weights,
                CStep = Shape.FilterSize,
                Accumulate = example > first,
            };
            ProductRunner.RunAlone(Team, product, Path);
            for (int row = 0; row < rows && Biases != null; row++)
            {
                Biases[(slice * Shape.Filters) + (group * rows) + row] += RowSum.Of(dy + ((nint)row * Shape.Places), Shape.Places, Path);
            }
        }
    }
}
