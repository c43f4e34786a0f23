using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Models.Tests.Gradients;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Operations over the steps of padded texts: a text alone and the same with padding give the same, wherever the padding is.</summary>
public class PaddedAxisTests
{
    private static readonly int[][] s_padded = [[3, 1, 7, 4], [3, 1, 7, 4, 0, 0], [0, 3, 1, 0, 7, 4], [3, 0, 0, 1, 7, 0, 4, 0]];

    [Fact]
    public void PaddingChangesNothing()
    {
        var model = new PaddedAxes(3);
        float[][] alone = Run(model, s_padded[0], [2, 5, 8]);
        foreach (int[] text in s_padded)
        {
            foreach (int[] other in new int[][] { [2, 5, 8], [2, 5, 8, 0], [0, 0, 2, 0, 5, 8] })
            {
                float[][] found = Run(model, text, other);
                foreach (int i in new[] { 0, 1, 2, 3, 4, 5, 7 }) // 6 is for each pair of steps
                {
                    Compare.Close(found[i], alone[i], 2e-6, $"output {i} of [{string.Join(", ", text)}] and [{string.Join(", ", other)}]");
                }
            }
        }
    }

    [Fact]
    public void WhatIsFlippedBeginsAtTheEnd()
    {
        var model = new PaddedAxes(3);
        float[][] flipped = Run(model, [3, 1, 7, 4, 0, 0], [2]), plain = Run(model, [4, 7, 1, 3], [2]);
        Compare.Close(flipped[0], plain[1], 1e-6, "state behind the flipped text");
        Assert.NotEqual(flipped[0], flipped[1]);
    }

    // Sums, means and extremes along the second axis of steps, by hand.
    [Fact]
    public void TheSecondAxisOfStepsKnowsItsPadding()
    {
        var model = new PaddedAxes(3);
        float[][] found = Run(model, [3, 1, 7, 4, 0, 0], [2, 5, 8, 0]);
        float[] weights = found[6];
        float[][] rows = [.. Enumerable.Range(0, 4).Select(t => weights.AsSpan(t * 4, 3).ToArray())]; // of the real steps
        Compare.Close(found[7], [rows.Average(row => MathF.Log(row.Sum(MathF.Exp))), rows.Average(row => row.Average()), rows.Max(row => row.Min()), rows.Average(row => row.Select(each => each * each).Average() - (row.Average() * row.Average()))], 1e-6, "along the second axis");
    }

    [Fact]
    public void GradientsAreSlopes()
    {
        var model = new PaddedAxes(5);
        int[] text = [.. s_padded[1], .. s_padded[2]], other = [2, 5, 8, 0, 4, 0, 3, 0];
        GradientCheck.Loss(model.Store, () => model.ComputeGradients(new ReadOnlyTensorSpan<int>(text, [2, 6]), new ReadOnlyTensorSpan<int>(other, [2, 4])));
    }

    private static float[][] Run(PaddedAxes model, int[] text, int[] other)
    {
        var found = model.Predict(new ReadOnlyTensorSpan<int>(text, [1, text.Length]), new ReadOnlyTensorSpan<int>(other, [1, other.Length]));
        return [[.. found.Flipped], [.. found.Plain], [.. found.Sums], [.. found.Joined], [.. found.Stacked], [.. found.Product], [.. found.Seen], [.. found.Second]];
    }
}
