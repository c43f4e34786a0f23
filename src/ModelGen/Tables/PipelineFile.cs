using System.Collections.Generic;

namespace ModelGen.Tables;

/// <summary>A fitted pipeline as it is saved.</summary>
/// <param name="Version">Of the format.</param>
/// <param name="Features">The inputs.</param>
/// <param name="Targets">Numbers to foretell.</param>
/// <param name="Classes">The class to foretell; null: none.</param>
/// <param name="Weights">The column of weights; null: none.</param>
internal sealed record PipelineFile(int Version, IReadOnlyList<Feature> Features, IReadOnlyList<Feature> Targets, ClassFeature? Classes, string? Weights = null)
{
    public const int Current = 1;
}
