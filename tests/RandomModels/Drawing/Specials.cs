using System.Collections.Generic;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Shapes at which kernels change their ways: more taps than one packing pass takes, filters that a tile does not divide, long products, long sequences.</summary>
internal static class Specials
{
    public static (Layer Input, Shape Shape, int Length) Begin(Dice dice) => dice.Between(0, 10) switch
    {
        0 => Image(32, dice.Between(14, 17), dice.Between(14, 17)),
        1 => Image(64, dice.Between(3, 9), dice.Between(3, 9)),
        2 => Image(48, dice.Between(4, 9), dice.Between(4, 9)),
        3 => Image(16, dice.Between(7, 12), dice.Between(7, 12)),
        4 => Image(dice.Between(28, 34), dice.Between(3, 8), dice.Between(3, 20)),
        5 => Image(dice.Between(1, 4), dice.Between(9, 33), dice.Between(9, 33)),
        6 or 7 => Features(dice.Between(2000, 2700)),
        8 => Steps(dice.Between(60, 130), dice.Between(5, 40)),
        _ => Steps(dice.Between(4, 70), dice.Between(90, 210)),
    };

    /// <summary>The layers that such an input is meant for.</summary>
    public static List<Layer> Layers(Draft draft, ref Shape shape)
    {
        Dice dice = draft.Dice;
        List<Layer> layers = [];
        int filters = dice.OneIn(2) ? dice.Of(64, 16, 31, 13, 15, 28, 30, 62) : dice.Between(1, 70);
        Add(shape.Form switch
        {
            Form.Image when dice.OneIn(5) => ImageLayers.Transposed(draft, ref shape, filters, dice.Between(2, 5)),
            Form.Image => ImageLayers.Conv2d(draft, ref shape, filters, shape.Width switch { 64 => 3, 48 => 4, 16 => 7, _ => 5 }, keepsSize: dice.OneIn(2)),
            Form.Features => FeatureLayers.Linear(draft, ref shape, dice.OneIn(4) ? dice.Between(1000, 1200) : filters),
            _ => dice.Between(0, 3) switch
            {
                0 => SequenceLayers.Conv1d(draft, ref shape, filters, 9, keepsLength: dice.OneIn(2)),
                1 => SequenceLayers.Attention(draft, shape),
                2 => SequenceLayers.Recurrent(draft, ref shape, dice.Between(9, 75), sequences: dice.OneIn(2)),
                _ => FeatureLayers.Linear(draft, ref shape, filters),
            },
        });

        // In prediction the pool, and what stands before it, go into the convolution.
        if (shape.Form == Form.Image && dice.OneIn(2))
        {
            if (dice.OneIn(2)) layers.Add(FeatureLayers.Activation(draft));
            Add(ImageLayers.Pool(draft, ref shape, keepsSize: false));
        }

        return layers;

        void Add(Layer? layer)
        {
            if (layer is not null) layers.Add(layer);
        }
    }

    private static (Layer, Shape, int) Image(int channels, int height, int across) => (new("Input", channels, height, across), new(Form.Image, channels, height, across), 0);

    private static (Layer, Shape, int) Features(int width) => (new("Input", width), new(Form.Features, width), 0);

    private static (Layer, Shape, int) Steps(int features, int length) =>
        (new Layer("Sequence", features).With("MaxLength", length + (length % 3)), new(Form.Sequence, features, length + (length % 3), length), length);
}
