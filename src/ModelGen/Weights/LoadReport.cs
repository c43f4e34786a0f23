using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Weights;

/// <summary>What was loaded, and what was not.</summary>
/// <param name="Loaded">The parameters and buffers that have new values, by their names in the model.</param>
/// <param name="Missing">Those that were not there and kept their values.</param>
/// <param name="Unexpected">What was there and belongs to no parameter, by its name there.</param>
/// <param name="OtherShapes">Parameters that kept their values because what was there has another shape.</param>
public sealed record LoadReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<ShapeDifference> OtherShapes)
{
    /// <summary>Whether everything fitted.</summary>
    public bool IsComplete => Missing.Count == 0 && Unexpected.Count == 0 && OtherShapes.Count == 0;

    /// <summary>A line for the number of loaded tensors, and one for each that was not loaded.</summary>
    public override string ToString() => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"{Loaded.Count} tensors loaded"),
        .. Missing.Select(name => "missing: " + Text.Clip(name)),
        .. OtherShapes.Select(other => $"of another shape: {other}"),
        .. Unexpected.Select(name => "left over: " + Text.Clip(name)),
    ]);
}
