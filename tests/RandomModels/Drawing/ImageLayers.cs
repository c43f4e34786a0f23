using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Oracle;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Layers of [C, H, W].</summary>
internal static class ImageLayers
{
    /// <summary>Numbers of an image of one example; larger ones are not made.</summary>
    private const int Most = 30_000;

    public static Layer? Step(Draft draft, ref Shape shape, bool keepsSize)
    {
        Dice dice = draft.Dice;
        switch (dice.Between(0, 13))
        {
            case 0:
                return draft.Named("GroupNorm", dice.Divisor(shape.Width));
            case 1 or 2:
                return Pool(draft, ref shape, keepsSize);
            case 3 when !keepsSize:
                return Upsample(dice, ref shape);
            case 4 or 5 when !keepsSize:
                return Transposed(draft, ref shape, dice.Size(40), dice.Between(1, 5));
            case 6:
                return FeatureLayers.Any(draft);
            case 7:
                Layer norm = new("InstanceNorm");
                return dice.OneIn(2) ? draft.Named("InstanceNorm").With("Affine", true) : norm.With("Name", draft.Name());
            case 8:
                return Depthwise(draft, ref shape, keepsSize);
            case 9 when !keepsSize:
                return dice.OneIn(2) ? Pad(dice, ref shape) : AdaptivePool(dice, ref shape);
            case 9:
                return new("Identity");
            default:
                return Conv2d(draft, ref shape, dice.Size(70), dice.OneIn(4) ? 7 : 4, keepsSize);
        }
    }

    /// <summary>From [C, H, W] to [F].</summary>
    public static Layer Last(Draft draft, ref Shape shape)
    {
        int count = (int)shape.Count, channels = shape.Width;
        switch (draft.Dice.Between(0, 4))
        {
            case 0 or 1 when count <= 4000:
                shape = new(Form.Features, count);
                return draft.Dice.OneIn(4) ? new("Reshape", count) : new("Flatten");
            default:
                shape = new(Form.Features, channels);
                return new(draft.Dice.Of("GlobalMaxPool", "GlobalAveragePool"));
        }
    }

    public static Layer? Conv2d(Draft draft, ref Shape shape, int filters, int largestKernel, bool keepsSize)
    {
        Layer layer = draft.Named("Conv2d", 0);
        int groups = WindowChoice.Groups(draft.Dice, layer, shape.Width, ref filters);
        layer.Sizes[0] = filters;
        return Convolve(draft, ref shape, layer, filters, groups, largestKernel, keepsSize);
    }

    private static Layer? Depthwise(Draft draft, ref Shape shape, bool keepsSize)
    {
        Layer layer = draft.Named("DepthwiseConv2d");
        int multiplier = draft.Dice.OneIn(2) ? 1 : draft.Dice.Between(1, 3);
        if (multiplier > 1) layer.With("Multiplier", multiplier);
        return Convolve(draft, ref shape, layer, shape.Width * multiplier, shape.Width, 4, keepsSize);
    }

    private static Layer? Convolve(Draft draft, ref Shape shape, Layer layer, int filters, int groups, int largestKernel, bool keepsSize)
    {
        if (WindowChoice.Convolution(draft.Dice, layer, largestKernel, keepsSize, shape.Height, shape.Across) is not { } window) return null;
        Window across = WindowChoice.Across(draft.Dice, layer, largestKernel, shape.Across);
        Shape after = new(Form.Image, filters, window.Count(shape.Height), across.Count(shape.Across));
        if (after.Count > Most || !draft.Spend(after.Count * shape.Width / groups * window.Kernel * across.Kernel)) return null;
        shape = after;
        return draft.Dice.OneIn(4) ? layer.With("Bias", false) : layer;
    }

    public static Layer? Transposed(Draft draft, ref Shape shape, int channels, int kernel)
    {
        Dice dice = draft.Dice;
        int stride = dice.Between(1, 3), padding = dice.OneIn(2) ? dice.Between(0, kernel / 2) : 0, end = stride > 1 && dice.OneIn(2) ? dice.Between(0, stride - 1) : 0;
        int Size(int size) => ((size - 1) * stride) - (2 * padding) + kernel + end;
        Shape after = new(Form.Image, channels, Size(shape.Height), Size(shape.Across));
        if (after.Height < 1 || after.Across < 1 || after.Count > Most || !draft.Spend(shape.Count * channels * kernel * kernel)) return null;
        shape = after;
        Layer layer = draft.Named("ConvTranspose2d", channels).With("Kernel", kernel);
        if (stride > 1) layer.With("Stride", stride);
        if (padding > 0) layer.With("Padding", padding);
        if (end > 0) layer.With("OutputPadding", end);
        return dice.OneIn(4) ? layer.With("Bias", false) : layer;
    }

    public static Layer? Pool(Draft draft, ref Shape shape, bool keepsSize)
    {
        if (WindowChoice.Pool(draft.Dice, draft.Dice.Of("MaxPool2d", "AvgPool2d"), keepsSize, shape.Height, shape.Across) is not var (layer, window)) return null;
        shape = new(Form.Image, shape.Width, window.Count(shape.Height), window.Count(shape.Across));
        return layer;
    }

    private static Layer? Pad(Dice dice, ref Shape shape)
    {
        int all = dice.Between(0, 2);
        Layer layer = new("Pad2d", all);
        int Edge(string name)
        {
            if (dice.OneIn(2)) return all;
            int size = dice.Between(0, 3);
            layer.With(name, size);
            return size;
        }

        Shape after = new(Form.Image, shape.Width, Edge("Top") + shape.Height + Edge("Bottom"), Edge("Left") + shape.Across + Edge("Right"));
        if (after.Count > Most) return null;
        shape = after;
        return layer;
    }

    private static Layer? AdaptivePool(Dice dice, ref Shape shape)
    {
        int height = dice.OneIn(2) ? dice.Divisor(shape.Height) : dice.Between(1, shape.Height + 1), across = dice.OneIn(2) ? height : dice.Between(1, shape.Across);
        Shape after = new(Form.Image, shape.Width, height, across);
        if (after.Count > Most) return null;
        shape = after;
        Layer layer = new("AdaptiveAvgPool2d", height);
        return across == height ? layer : layer.With("Width", across);
    }

    private static Layer? Upsample(Dice dice, ref Shape shape)
    {
        int factor = dice.Between(1, 3);
        Shape after = new(Form.Image, shape.Width, shape.Height * factor, shape.Across * factor);
        if (after.Count > Most) return null;
        shape = after;
        return new("Upsample2d", factor);
    }
}
