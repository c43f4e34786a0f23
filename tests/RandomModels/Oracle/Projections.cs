using System.Collections.Generic;
using System.Linq;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Oracle;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>The map of one pixel around a residual block.</summary>
internal static class Projections
{
    private static readonly string[] s_norms = ["BatchNorm", "GroupNorm", "InstanceNorm", "LayerNorm", "RmsNorm"];

    /// <summary>The layers of a block and of those that it uses once.</summary>
    public static IEnumerable<Layer> Flat(Block block) => block.Layers.SelectMany(layer => layer.Kind == "Use" ? Flat(layer.Block!) : [layer]);

    /// <summary>What the block ends in, if that is a norm.</summary>
    public static Layer? Norm(IReadOnlyList<Layer> layers) => s_norms.Contains(layers[^1].Kind) ? layers[^1] : null;

    /// <summary>The windows of one pixel that give the size: as far apart as the block's, or as little as possible.</summary>
    public static Window Point(int from, int to, IReadOnlyList<Layer> layers, string stride)
    {
        int own = layers.Aggregate(1, (product, layer) => product * layer.Kind switch
        {
            "Conv2d" or "DepthwiseConv2d" => layer.Int(stride, layer.Int("Stride", 1)),
            "MaxPool2d" or "AvgPool2d" => layer.Int("Stride", layer.Sizes[0]),
            _ => 1,
        });
        return Enumerable.Range(1, from).Prepend(own).Select(step => new Window(1, step, 0, 0, 1)).First(window => window.Count(from) == to);
    }

    /// <summary>Whether there are such windows.</summary>
    public static bool HasPoint(int from, int to) => Enumerable.Range(1, from).Any(step => new Window(1, step, 0, 0, 1).Count(from) == to);
}
