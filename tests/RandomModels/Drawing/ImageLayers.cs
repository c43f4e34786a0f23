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
        switch (dice.Between(0, 9))
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
        if (WindowChoice.Convolution(draft.Dice, layer, largestKernel, keepsSize, shape.Height, shape.Across) is not { } window) return null;
        Shape after = new(Form.Image, filters, window.Count(shape.Height), window.Count(shape.Across));
        if (after.Count > Most || !draft.Spend(after.Count * shape.Width / groups * window.Kernel * window.Kernel)) return null;
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

    private static Layer? Upsample(Dice dice, ref Shape shape)
    {
        int factor = dice.Between(1, 3);
        Shape after = new(Form.Image, shape.Width, shape.Height * factor, shape.Across * factor);
        if (after.Count > Most) return null;
        shape = after;
        return new("Upsample2d", factor);
    }
}
