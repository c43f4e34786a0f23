namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>Two axes change places.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public Symbol Transpose(Axis a, Axis b) => Graph.Read();

    /// <summary>A part of an axis.</summary>
    /// <param name="axis">One whose size is known.</param>
    /// <param name="start">The first that is taken.</param>
    /// <param name="length">How many are taken.</param>
    public Symbol Slice(Axis axis, int start, int length) => Graph.Read();

    /// <summary>The whole of an axis so many times, one behind another.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="n">At least 1.</param>
    public Symbol Repeat(Axis axis, int n) => Graph.Read();

    /// <summary>An axis from its end to its begin.</summary>
    /// <param name="axis">The axis.</param>
    public Symbol Flip(Axis axis) => Graph.Read();

    /// <summary>Without the axes of size 1.</summary>
    public Symbol Squeeze() => Graph.Read();

    /// <summary>Running sums: each number and all before it along an axis.</summary>
    /// <param name="axis">The axis; without one the last.</param>
    public Symbol CumSum(Axis? axis = null) => Graph.Read();

    /// <summary>An axis moved by so many places: what is moved out is lost, what comes in is <paramref name="fill"/>. Of a sequence with padding the real steps alone are moved.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="n">Positive: later, negative: earlier.</param>
    /// <param name="fill">What stands at the places that are left.</param>
    public Symbol Shift(Axis axis, int n, double fill = 0) => Graph.Read();

    /// <summary>Square parts of an image, row by row: [C, H, W] -> [T:H/size · W/size, F:C · size · size]. A part's numbers lie channel by channel, as in a kernel of <c>Conv2d</c>.</summary>
    /// <param name="size">Height and width of a part; divides H and W.</param>
    /// <remarks>Dosovitskiy et al. 2020, arXiv:2010.11929.</remarks>
    public Symbol Patches(int size) => Graph.Read();

    /// <summary>The same numbers, through which no gradient passes.</summary>
    public Symbol Detach() => Graph.Read();

    /// <summary>A mask of the steps that are no padding: [T, ...] -> [T]. Ids may be asked too.</summary>
    public Symbol IsReal() => Graph.Read();

    /// <summary>Ids as numbers that are 1 at their place and 0 elsewhere: [...] -> [..., F:count].</summary>
    /// <param name="count">At least as many as there are ids.</param>
    public Symbol OneHot(int count) => Graph.Read();

    /// <summary>The place of the greatest along an axis, which goes away: the first of equals, as a whole number that <see cref="OneHot"/> and <see cref="Graph.Gather"/> take for an id. It has no gradient; over T real steps only.</summary>
    /// <param name="axis">The axis; without one the last.</param>
    public Symbol ArgMax(Axis? axis = null) => Graph.Read();
}
