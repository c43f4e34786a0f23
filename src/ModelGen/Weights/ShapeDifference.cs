using System.Collections.Generic;

namespace ModelGen.Weights;

/// <summary>A tensor that does not have the shape of its parameter.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Found">The shape that is there.</param>
/// <param name="Expected">The parameter's shape, in the layout of files.</param>
public sealed record ShapeDifference(string Name, IReadOnlyList<long> Found, IReadOnlyList<long> Expected)
{
    /// <summary>For a message: <c>'head.weight' is [10, 64], expected [3, 64]</c>.</summary>
    public override string ToString() => $"'{Name}' is {TensorEntry.Describe(Found)}, expected {TensorEntry.Describe(Expected)}";
}
