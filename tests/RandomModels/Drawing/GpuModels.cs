using System.Linq;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Drawing;

/// <summary>Models for the executing stand-in of ILGPU, on which a launch with barriers takes milliseconds.</summary>
internal static class GpuModels
{
    private const int MostLayers = 12, MostNumbers = 2500;

    public static bool IsSmall(Declaration model) =>
        model.All.Sum(layer => layer.Kind == "Repeat" ? layer.Sizes[0] : 1) <= MostLayers
        && model.Batch * (model.Length > 0 ? model.Length * 60 : model.Input.Sizes.Aggregate(1, (product, size) => product * size)) <= MostNumbers * 4;
}
