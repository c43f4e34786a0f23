using System.Collections.Generic;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Oracle;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Layer after layer, blocks among them.</summary>
internal static class Chain
{
    private const int Deepest = 3;

    public static void Extend(Draft draft, List<Layer> layers, ref Shape shape, int count, int depth = 0, bool keepsForm = false)
    {
        for (int i = 0; i < count; i++)
        {
            if (Step(draft, ref shape, depth, keepsForm) is { } layer) layers.Add(layer);
        }
    }

    private static Layer? Step(Draft draft, ref Shape shape, int depth, bool keepsForm)
    {
        Dice dice = draft.Dice;
        if (shape.Form == Form.Plain) return Plain(dice, ref shape);
        if (depth < Deepest && dice.OneIn(6)) return Nested(draft, ref shape, depth, keepsForm);
        if (dice.OneIn(5)) return FeatureLayers.Any(draft);
        switch (shape.Form)
        {
            case Form.Image:
                return !keepsForm && dice.OneIn(8) ? ImageLayers.Last(draft, ref shape) : ImageLayers.Step(draft, ref shape, keepsForm);
            case Form.Sequence:
                return !keepsForm && dice.OneIn(8) ? SequenceLayers.Last(draft, ref shape) : SequenceLayers.Step(draft, ref shape, keepsForm);
            default:
                return keepsForm || !dice.OneIn(8) ? FeatureLayers.Rows(draft, ref shape) : dice.OneIn(3) ? Steps(draft, ref shape) : ToImage(dice, ref shape);
        }
    }

    private static Layer? Nested(Draft draft, ref Shape shape, int depth, bool keepsForm)
    {
        Dice dice = draft.Dice;
        string kind = dice.Of("Residual", "Repeat", "Use");
        int count = kind == "Repeat" ? dice.Between(1, 3) : 1;
        bool isProjected = kind == "Residual" && !keepsForm && dice.OneIn(2);
        bool keeps = (kind != "Use" && !(isProjected && shape.Form == Form.Image)) || keepsForm; // a length that only happens to be the same is another type
        List<Layer> inside = [];
        Shape within = shape;
        long before = draft.Budget;
        Extend(draft, inside, ref within, dice.Between(1, 3), depth + 1, keeps);
        if (keeps && !isProjected && within.Width != shape.Width)
        {
            Layer? back = shape.Form == Form.Image ? PointConvolution(draft, ref within, shape.Width) : FeatureLayers.Linear(draft, ref within, shape.Width);
            if (back is null) return null;
            inside.Add(back);
        }

        bool fits = !isProjected ? !keeps || within == shape
            : shape.Form == Form.Image ? within.Form == Form.Image && Projections.HasPoint(shape.Height, within.Height) && Projections.HasPoint(shape.Across, within.Across)
            : within.Of(shape.Width) == shape;
        if (isProjected && (inside.Count == 0 || !fits || !draft.Spend(shape.Count * within.Width))) return null;
        if (inside.Count == 0 || within.Form == Form.Plain || !fits || !draft.Spend((count - 1) * (before - draft.Budget))) return null;
        Block block = new($"Block{draft.Blocks.Count}", inside);
        draft.Blocks.Add(block);
        shape = within;
        Layer layer = new(kind, kind == "Repeat" ? [count] : []) { Block = block };
        if (isProjected) layer.With("Projection", true);
        return layer.With("Name", draft.Name());
    }

    /// <summary>From [F] to [T, F].</summary>
    private static Layer? Steps(Draft draft, ref Shape shape)
    {
        int count = draft.Dice.Between(1, 9);
        if (draft.HasPadding) return null;
        shape = new(Form.Sequence, shape.Width, count, count);
        return new("RepeatVector", count);
    }

    private static Layer? PointConvolution(Draft draft, ref Shape shape, int channels)
    {
        if (!draft.Spend(shape.Count * channels)) return null;
        shape = shape.Of(channels);
        return draft.Named("Conv2d", channels).With("Kernel", 1);
    }

    private static Layer? ToImage(Dice dice, ref Shape shape)
    {
        int channels = dice.Divisor(shape.Width), height = dice.Divisor(shape.Width / channels), across = shape.Width / channels / height;
        shape = new(Form.Image, channels, height, across);
        return new("Reshape", channels, height, across);
    }

    private static Layer? Plain(Dice dice, ref Shape shape)
    {
        shape = new(Form.Features, (int)shape.Count);
        return dice.OneIn(2) ? new("Flatten") : dice.OneIn(2) ? new("Reshape", shape.Width) : ToImage(dice, ref shape);
    }
}
