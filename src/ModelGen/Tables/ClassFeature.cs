using System.Collections.Generic;

namespace ModelGen.Tables;

/// <summary>The column whose class is foretold.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Drops">Whether rows without a class are left out of data sets.</param>
/// <param name="Names">The classes, by their ids.</param>
internal sealed record ClassFeature(string Column, bool Drops, IReadOnlyList<string> Names);
