using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Oracle;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>The windows of a convolution or a pool along one axis.</summary>
internal readonly record struct Window(int Kernel, int Stride, int Before, int After, int Dilation)
{
    /// <summary>From the first to the last tap.</summary>
    public int Span => (Dilation * (Kernel - 1)) + 1;

    public static Window Convolution(Layer layer)
    {
        int kernel = layer.Int("Kernel"), dilation = layer.Int("Dilation", 1), reach = dilation * (kernel - 1);
        return layer.Flag("Same")
            ? new(kernel, 1, reach / 2, reach - (reach / 2), dilation)
            : new(kernel, layer.Int("Stride", 1), layer.Int("Padding"), layer.Int("Padding"), dilation);
    }

    /// <summary>Along the width, where that differs.</summary>
    public static Window Across(Layer layer)
    {
        int kernel = layer.Int("KernelWidth", layer.Int("Kernel")), dilation = layer.Int("Dilation", 1), reach = dilation * (kernel - 1), padding = layer.Int("PaddingWidth", layer.Int("Padding"));
        return layer.Flag("Same") ? new(kernel, 1, reach / 2, reach - (reach / 2), dilation) : new(kernel, layer.Int("StrideWidth", layer.Int("Stride", 1)), padding, padding, dilation);
    }

    public static Window Pool(Layer layer)
    {
        int size = layer.Sizes[0];
        return new(size, layer.Int("Stride", size), layer.Int("Padding"), layer.Int("Padding"), 1);
    }

    /// <summary>How many windows fit over a size; not positive: none.</summary>
    public int Count(int size)
    {
        int room = size + Before + After - Span;
        return room < 0 ? 0 : (room / Stride) + 1;
    }

    /// <summary>Where a tap of a window lies; outside of [0, size): in the padding.</summary>
    public int At(int window, int tap) => (window * Stride) - Before + (tap * Dilation);
}
