using System;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>Between which numbers an integer lies that takes all of these in turn: <c>random.Next(10)</c>, <c>i % 10</c>, the place in a list of ten classes.</summary>
/// <param name="Steps">How often it was added to: a loop that counts on has no bounds.</param>
/// <param name="Made">Where they come from.</param>
internal sealed record Bounds(long Low, long High, int Steps, SyntaxNode? Made)
{
    private const int MostSteps = 3;

    /// <summary>Of a number: itself.</summary>
    public static Bounds? Of(NumberValue value) => value.Bounds ?? (value.Size.IsNumber ? new Bounds(value.Size.Offset, value.Size.Offset, 0, null) : null);

    /// <summary>Null where one of them has none.</summary>
    public static Bounds? Join(NumberValue left, NumberValue right)
    {
        if (Of(left) is not { } a || Of(right) is not { } b)
        {
            return null;
        }

        return new(Math.Min(a.Low, b.Low), Math.Max(a.High, b.High), Math.Max(a.Steps, b.Steps), b.High > a.High ? b.Made ?? a.Made : a.Made ?? b.Made);
    }

    public Bounds? Plus(long number) => Steps < MostSteps && Math.Abs((decimal)number) <= int.MaxValue ? new(Low + number, High + number, Steps + 1, Made) : null;
}
