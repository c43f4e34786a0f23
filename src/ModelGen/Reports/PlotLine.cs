using System.Collections.Generic;

namespace ModelGen.Reports;

/// <summary>One series of a plot.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">The points, from left to right unless it is a cloud.</param>
/// <param name="HasMarks">Whether each point has a dot.</param>
/// <param name="IsDashed">Whether it is a reference, drawn dashed in grey.</param>
/// <param name="IsCloud">Whether there are dots and no line.</param>
/// <param name="Faint">The same before smoothing, drawn faintly behind.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points, bool HasMarks = false, bool IsDashed = false, bool IsCloud = false, IReadOnlyList<(double X, double Y)>? Faint = null);
