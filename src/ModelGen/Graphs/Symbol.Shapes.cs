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
}
