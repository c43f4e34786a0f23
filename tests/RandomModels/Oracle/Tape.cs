using System;
using System.Collections.Generic;

namespace ModelGen.RandomModels.Oracle;

/// <summary>
/// What was computed, in order, each step with its adjoint. Nothing here knows the compiler: a layer is its textbook definition, and gradients come
/// from the tape in reverse.
/// </summary>
/// <param name="noise">
/// Null: exact. Otherwise every number is disturbed as single precision would, which shows how much of a difference is the model's own sensitivity.
/// </param>
internal sealed class Tape(Rounding? noise = null)
{
    private readonly List<(Node Result, Action Adjoint)> _steps = [];

    /// <summary>How near, relative to the size of its array, a number came to a place where another piece of a function begins.</summary>
    public double Kink { get; private set; } = double.PositiveInfinity;

    /// <summary>A step ends: its result is there, and how its gradient goes back to its inputs.</summary>
    /// <param name="result">What was computed.</param>
    /// <param name="adjoint">Adds into the gradients of the inputs.</param>
    /// <param name="size">Of numbers on the way to the result, if they may be larger than it: a Gelu far below 0 is a difference of them.</param>
    public Node Record(Node result, Action adjoint, double size = 0)
    {
        Disturb(result.Value, result, size);
        _steps.Add((result, adjoint));
        return result;
    }

    /// <summary>The gradients of everything, from those that stand in the last result.</summary>
    public void Back()
    {
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            Disturb(_steps[i].Result.Gradient, _steps[i].Result, 0);
            _steps[i].Adjoint();
        }
    }

    /// <summary>Clears the gradients of all results, for another way back.</summary>
    public void Forget()
    {
        foreach ((Node result, _) in _steps)
        {
            Array.Clear(result.Gradient);
        }
    }

    /// <summary>A difference on the way back, with the rounding of what it is a difference of: where that cancels, rounding alone is left.</summary>
    /// <param name="value">The difference.</param>
    /// <param name="size">Of the numbers that were added and subtracted.</param>
    public double Rounded(double value, double size) => noise is null ? value : value + noise.Draw(size);

    /// <summary>A number decides by its sign which piece holds. Zero itself is no accident: a Relu made it.</summary>
    public void Decide(double distance, double size)
    {
        if (distance != 0)
        {
            Kink = Math.Min(Kink, Math.Abs(distance) / size);
        }
    }

    /// <summary>The root of the mean square, to measure distances by.</summary>
    public static double Size(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum / Math.Max(1, values.Length)) + 1e-300;
    }

    private void Disturb(double[] values, Node node, double least)
    {
        if (noise is null || values.Length == 0) return;
        int inner = node.IsImage ? node.Shape[2] * node.Shape[3] : 1, channels = node.IsImage ? node.Shape[1] : node.Width;
        noise.Disturb(values, Math.Max(Size(values), least), channels, inner);
    }
}
