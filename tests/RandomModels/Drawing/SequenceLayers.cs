using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Oracle;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Layers of [T, F].</summary>
internal static class SequenceLayers
{
    /// <param name="draft">The model.</param>
    /// <param name="shape">What goes in, and what comes out.</param>
    /// <param name="keepsLength">Inside of a block that keeps its type.</param>
    public static Layer? Step(Draft draft, ref Shape shape, bool keepsLength)
    {
        Dice dice = draft.Dice;
        switch (dice.Between(0, 12))
        {
            case 0:
                return draft.Named("PositionEmbedding");
            case 1:
                return shape.Width % 2 == 0 ? new Layer("SinusoidalPosition") : null;
            case 2 or 3:
                return Conv1d(draft, ref shape, dice.Size(70), 7, keepsLength);
            case 4:
                return Pool(draft, ref shape, keepsLength);
            case 5 or 6:
                return Attention(draft, shape);
            case 7 or 8:
                return Recurrent(draft, ref shape, dice.Size(40), sequences: true);
            case 9 when !keepsLength && !draft.HasPadding:
                return Transposed(draft, ref shape, dice.Size(40), dice.Between(1, 5));
            default:
                return FeatureLayers.Rows(draft, ref shape);
        }
    }

    /// <summary>From [T, F] to [F].</summary>
    public static Layer? Last(Draft draft, ref Shape shape)
    {
        Dice dice = draft.Dice;
        if (dice.OneIn(4)) return Recurrent(draft, ref shape, dice.Size(60), sequences: false);
        shape = new(Form.Features, shape.Width);
        return new(dice.Of("GlobalMaxPool", "GlobalAveragePool", "TakeFirst", "TakeLast"));
    }

    public static Layer? Conv1d(Draft draft, ref Shape shape, int filters, int largestKernel, bool keepsLength)
    {
        Layer layer = draft.Named("Conv1d", 0);
        int groups = WindowChoice.Groups(draft.Dice, layer, shape.Width, ref filters);
        layer.Sizes[0] = filters;
        if (WindowChoice.Convolution(draft.Dice, layer, largestKernel, keepsLength, shape.Across, shape.Height) is not { } window
            || !draft.Spend((long)window.Count(shape.Across) * filters * shape.Width / groups * window.Kernel))
        {
            return null;
        }

        draft.HasTimeWindows = true;
        shape = new(Form.Sequence, filters, window.Count(shape.Height), window.Count(shape.Across));
        return draft.Dice.OneIn(4) ? layer.With("Bias", false) : layer;
    }

    private static Layer? Transposed(Draft draft, ref Shape shape, int channels, int kernel)
    {
        Dice dice = draft.Dice;
        int stride = dice.Between(1, 3), padding = dice.OneIn(2) ? dice.Between(0, kernel / 2) : 0, end = stride > 1 && dice.OneIn(2) ? dice.Between(0, stride - 1) : 0;
        int Steps(int size) => ((size - 1) * stride) - (2 * padding) + kernel + end;
        Shape after = new(Form.Sequence, channels, Steps(shape.Height), Steps(shape.Across));
        if (after.Across < 1 || after.Height > 200 || !draft.Spend(shape.Count * channels * kernel)) return null;
        draft.HasTimeWindows = true;
        shape = after;
        Layer layer = draft.Named("ConvTranspose1d", channels).With("Kernel", kernel);
        if (stride > 1) layer.With("Stride", stride);
        if (padding > 0) layer.With("Padding", padding);
        if (end > 0) layer.With("OutputPadding", end);
        return dice.OneIn(4) ? layer.With("Bias", false) : layer;
    }

    public static Layer? Attention(Draft draft, Shape shape)
    {
        Dice dice = draft.Dice;
        if (!draft.Spend((4L * shape.Across * shape.Width * shape.Width) + (2L * shape.Across * shape.Across * shape.Width))) return null;
        int heads = dice.Divisor(shape.Width), keyValue = dice.Divisor(heads);
        Layer layer = draft.Named("SelfAttention").With("Heads", heads);
        if (keyValue != heads) layer.With("KvHeads", keyValue);
        if (dice.OneIn(2)) layer.With("Causal", true);
        if (shape.Width / heads % 2 == 0 && dice.OneIn(3)) layer.With("Rotary", true);
        if (dice.OneIn(4)) layer.With("Bias", false);
        return layer;
    }

    public static Layer? Recurrent(Draft draft, ref Shape shape, int hidden, bool sequences)
    {
        Dice dice = draft.Dice;
        int layers = dice.OneIn(4) ? 2 : 1;
        bool both = dice.OneIn(3);
        int width = both ? 2 * hidden : hidden;
        if (!draft.Spend(4L * shape.Across * width * (shape.Width + hidden + ((layers - 1) * (width + hidden))))) return null;
        Layer layer = draft.Named(dice.Of("Rnn", "Lstm", "Gru"), hidden);
        if (sequences) layer.With("ReturnSequences", true);
        if (both) layer.With("Bidirectional", true);
        if (layers > 1) layer.With("Layers", layers);
        shape = sequences ? shape.Of(width) : new(Form.Features, width);
        return layer;
    }

    private static Layer? Pool(Draft draft, ref Shape shape, bool keepsLength)
    {
        if (WindowChoice.Pool(draft.Dice, draft.Dice.Of("MaxPool1d", "AvgPool1d"), keepsLength, shape.Across, shape.Height) is not var (layer, window)) return null;
        draft.HasTimeWindows = true;
        shape = new(Form.Sequence, shape.Width, window.Count(shape.Height), window.Count(shape.Across));
        return layer;
    }
}
