using System;

namespace ModelGen.Cpu;

/// <summary>A group of features of a sequence in memory of a task's own: with steps of zeros around, and between the steps where a stride is undone.</summary>
/// <param name="steps">Steps of the source.</param>
/// <param name="step">Floats from one step of the source to the next.</param>
/// <param name="width">Features of the group.</param>
/// <param name="rows">Steps that are staged.</param>
/// <param name="before">Where the first step comes to stand; negative where padding is cut off.</param>
/// <param name="spread">Distance of two steps.</param>
internal readonly unsafe struct StagedSequence(int steps, int step, int width, int rows, int before, int spread)
{
    public int Width => width;

    public long Floats => (long)rows * width;

    public static StagedSequence Input(SequenceConvolutionShape s) => new(s.Length, s.Channels, s.GroupChannels, s.Length + s.Padding + s.EndPadding, s.Padding, 1);

    /// <summary>The gradient of the result, over which turned filters slide step by step.</summary>
    public static StagedSequence Gradient(SequenceConvolutionShape s) => new(s.OutLength, s.Filters, s.GroupFilters, s.Length + s.Reach, s.Reach - s.Padding, s.Stride);

    /// <summary>Stages one sequence.</summary>
    /// <param name="mask">[steps]: steps with 0 are left out; null: none is.</param>
    /// <param name="shift">Added to where each step comes to stand.</param>
    public void Fill(float* source, float* target, float* mask, int shift)
    {
        Rows.Clear(target, Floats);
        for (int i = 0; i < steps; i++)
        {
            if (mask != null && mask[i] == 0)
            {
                continue;
            }

            int at = before + (i * spread) + shift;
            if (at >= 0 && at < rows)
            {
                Rows.Copy(source + ((nint)i * step), target + ((nint)at * width), width);
            }
        }
    }
}
