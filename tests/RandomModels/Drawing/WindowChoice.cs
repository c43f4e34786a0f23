using System;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Oracle;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Kernels, strides, dilations and padding that fit.</summary>
internal static class WindowChoice
{
    private const int Tries = 12;

    /// <summary>Adds the arguments of a convolution; null if nothing was found that fits over every one of the sizes.</summary>
    public static Window? Convolution(Dice dice, Layer layer, int largestKernel, bool keepsSize, params int[] sizes)
    {
        for (int i = 0; i < Tries; i++)
        {
            int kernel = dice.Between(1, largestKernel), dilation = dice.OneIn(5) ? dice.Between(2, 3) : 1;
            bool same = keepsSize || dice.OneIn(3);
            int stride = same || !dice.OneIn(3) ? 1 : dice.Between(2, 4), padding = same || dice.OneIn(2) ? 0 : dice.Between(1, kernel);
            Layer trial = new Layer(layer.Kind).With("Kernel", kernel).With("Stride", stride).With("Padding", padding).With("Dilation", dilation).With("Same", same);
            Window window = Window.Convolution(trial);
            if (!Fits(window, sizes)) continue;
            layer.With("Kernel", kernel);
            if (stride != 1) layer.With("Stride", stride);
            if (padding != 0) layer.With("Padding", padding);
            if (dilation != 1) layer.With("Dilation", dilation);
            if (same) layer.With("Same", true);
            return window;
        }

        return null;
    }

    /// <summary>Now and then another window along the width.</summary>
    public static Window Across(Dice dice, Layer layer, int largestKernel, int size)
    {
        if (dice.OneIn(2)) return Window.Across(layer);
        (string Name, int Value)[] others = [("KernelWidth", dice.Between(1, largestKernel)), .. layer.Flag("Same") ? Array.Empty<(string, int)>() : [("StrideWidth", dice.Between(1, 3)), ("PaddingWidth", dice.Between(0, 2))]];
        Layer trial = layer.Called("trial");
        foreach ((string name, int value) in others)
        {
            trial.With(name, value);
        }

        Window window = Window.Across(trial);
        if (!Fits(window, [size])) return Window.Across(layer);
        foreach ((string name, int value) in others)
        {
            layer.With(name, value);
        }

        return window;
    }

    /// <summary>A pool; null if nothing was found that fits.</summary>
    public static (Layer Layer, Window Window)? Pool(Dice dice, string kind, bool keepsSize, params int[] sizes)
    {
        for (int i = 0; i < Tries; i++)
        {
            int size = keepsSize ? dice.Of(1, 3, 5) : dice.OneIn(2) ? 2 : dice.Between(1, 5);
            Layer layer = new(kind, size);
            if (keepsSize) layer.With("Stride", 1).With("Padding", size / 2);
            else if (dice.OneIn(3)) layer.With("Stride", dice.Between(1, 4));
            if (!keepsSize && dice.OneIn(3) && size > 1) layer.With("Padding", dice.Between(1, size / 2));
            Window window = Window.Pool(layer);
            if (Fits(window, sizes)) return (layer, window);
        }

        return null;
    }

    /// <summary>Groups that divide both numbers of channels, as an argument if there are several.</summary>
    public static int Groups(Dice dice, Layer layer, int channels, ref int filters)
    {
        if (!dice.OneIn(3)) return 1;
        int groups = dice.Divisor(channels);
        filters = ((filters + groups - 1) / groups) * groups;
        if (groups > 1) layer.With("Groups", groups);
        return groups;
    }

    private static bool Fits(Window window, int[] sizes)
    {
        foreach (int size in sizes)
        {
            if (window.Count(size) < 1) return false;
        }

        return true;
    }
}
