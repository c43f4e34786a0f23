using System.Linq;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Drawing;

/// <summary>Models for the executing stand-in of ILGPU, on which a launch with barriers takes milliseconds.</summary>
internal static class GpuModels
{
    private const int MostLayers = 12, MostNumbers = 2500;

    // The target has no kernels for these (MGEN3002). A model of another kind that it refuses says so by itself.
    private static readonly string[] s_without =
        ["Conv1d", "MaxPool1d", "AvgPool1d", "Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d", "BatchNorm", "GroupNorm", "Upsample2d", "Rnn", "Lstm", "Gru", "DepthwiseConv2d", "ConvTranspose1d",
            "InstanceNorm", "AdaptiveAvgPool2d"];

    public static bool IsSmall(Declaration model) =>
        !model.All.Any(layer => s_without.Contains(layer.Kind) || layer.Flag("Projection"))
        && model.All.Sum(layer => layer.Kind == "Repeat" ? layer.Sizes[0] : 1) <= MostLayers
        && model.Batch * (model.Length > 0 ? model.Length * 60 : model.Input.Sizes.Aggregate(1, (product, size) => product * size)) <= MostNumbers * 4;
}
