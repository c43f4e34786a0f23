using System;
using System.Collections.Generic;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Random models: the same seed and index give the same one.</summary>
internal static class Models
{
    private const long Light = 1_500_000, Heavy = 40_000_000;

    public static Declaration Draw(int seed, int index)
    {
        Dice dice = new(HashOf(seed, index));
        int batch = dice.Between(1, 5);
        if (dice.OneIn(9)) return Special(dice, seed, index, batch);

        // Most are small, for there are many.
        long budget = (dice.OneIn(15) ? Heavy / 2 : dice.OneIn(2) ? Light : Light / 8) / batch;
        bool hasPadding = dice.OneIn(2);
        List<Layer> layers = [];
        (Layer input, Shape shape, int length) = Begin(dice, ref hasPadding);
        Draft draft = new(dice, hasPadding, budget);
        if (input.Kind == "Tokens")
        {
            shape = shape.Of(dice.Size(70));
            layers.Add(draft.Named("Embedding", shape.Width));
        }

        Chain.Extend(draft, layers, ref shape, dice.Between(1, 8));
        return Finish(draft, seed, index, input, layers, shape, batch, length);
    }

    private static Declaration Special(Dice dice, int seed, int index, int batch)
    {
        (Layer input, Shape shape, int length) = Specials.Begin(dice);
        batch = Math.Min(batch, dice.Between(1, 5));
        Draft draft = new(dice, hasPadding: false, Heavy / batch);
        List<Layer> layers = Specials.Layers(draft, ref shape);
        if (layers.Count == 0) layers.Add(FeatureLayers.Activation(draft));
        draft.Limit(Light / batch);
        Chain.Extend(draft, layers, ref shape, dice.Between(0, 3));
        return Finish(draft, seed, index, input, layers, shape, batch, length);
    }

    private static (Layer Input, Shape Shape, int Length) Begin(Dice dice, ref bool hasPadding)
    {
        switch (dice.Between(0, 19))
        {
            case 0:
                hasPadding = false;
                (int a, int b) = (dice.Size(12), dice.Size(12));
                return (new("Input", a, b), new(Form.Plain, a, b), 0);
            case <= 4:
                hasPadding = false;
                int width = dice.Size(200);
                return (new("Input", width), new(Form.Features, width), 0);
            case <= 10:
                hasPadding = false;
                (int channels, int height, int across) = (dice.OneIn(2) ? dice.Between(1, 4) : dice.Size(70), dice.Between(1, 13), dice.Between(1, 13));
                return (new("Input", channels, height, across), new(Form.Image, channels, height, across), 0);
            case <= 14:
                hasPadding = false;
                (int features, int most) = (dice.Size(70), dice.Size(50));
                int steps = dice.OneIn(3) ? most : dice.Between(1, most);
                return (new Layer("Sequence", features).With("MaxLength", most), new(Form.Sequence, features, most, steps), steps);
            default:
                (int vocabulary, int context) = (dice.Size(100), dice.Size(40));
                int length = dice.OneIn(3) ? context : dice.Between(1, context);
                hasPadding &= vocabulary > 1;
                Layer tokens = new Layer("Tokens").With("Vocabulary", vocabulary).With("Context", context);
                if (hasPadding) tokens.With("Padding", dice.Between(0, vocabulary - 1));
                return (tokens, new(Form.Sequence, 1, context, length), length);
        }
    }

    private static Declaration Finish(Draft draft, int seed, int index, Layer input, List<Layer> layers, Shape shape, int batch, int length)
    {
        if (shape.Form == Form.Plain || layers.Count == 0)
        {
            layers.Add(shape.Form == Form.Plain ? new("Flatten") : FeatureLayers.Activation(draft));
            if (shape.Form == Form.Plain) shape = new(Form.Features, (int)shape.Count);
        }

        return new(seed, index, input, layers, draft.Blocks, Loss(draft, shape, length), batch, length);
    }

    private static Layer? Loss(Draft draft, Shape shape, int length)
    {
        Dice dice = draft.Dice;
        if (dice.OneIn(4)) return null;
        bool hasWindows = shape.Form == Form.Sequence && draft.HasPadding && draft.HasTimeWindows;
        string kind = shape.Form == Form.Image || hasWindows
            ? dice.Of("MeanSquaredError", "MeanAbsoluteError", "Huber")
            : shape.Form == Form.Sequence
            ? dice.Of("CrossEntropy", "CrossEntropy", "MeanSquaredError", "MeanAbsoluteError", "Huber")
            : dice.Of("CrossEntropy", "CrossEntropy", "BinaryCrossEntropy", "MeanSquaredError", "MeanAbsoluteError", "Huber");
        Layer loss = new Layer("Loss").With("loss", kind);
        if (kind == "CrossEntropy" && dice.OneIn(3)) loss.With("LabelSmoothing", 0.1);
        if (kind == "CrossEntropy" && dice.OneIn(3)) loss.With("IgnoreIndex", dice.Of(-1, 0));
        return loss;
    }

    // HashCode.Combine differs from process to process.
    private static int HashOf(int seed, int index) => unchecked((int)((((uint)seed * 0x9E3779B1u) ^ (uint)index) * 0x85EBCA77u) ^ (seed >> 7));
}
