using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Layers of any form, and of those that end in features.</summary>
internal static class FeatureLayers
{
    public static Layer Activation(Draft draft)
    {
        Dice dice = draft.Dice;
        return dice.Between(0, 11) switch
        {
            0 => new("LeakyRelu") { Rate = dice.Of(0.2, 0.01, 1.5) },
            1 => new("Elu") { Rate = dice.Of(1.0, 0.5, 2.0) },
            2 => new Layer("Gelu").With("Tanh", true),
            3 => new("Gelu"),
            4 => new("Silu"),
            5 => new("Tanh"),
            6 => new("Sigmoid"),
            7 => new("Softplus"),
            8 => new("Relu6"),
            9 => new("HardSwish"),
            _ => new("Relu"),
        };
    }

    /// <summary>A layer that any form takes.</summary>
    public static Layer Any(Draft draft) => draft.Dice.Between(0, 8) switch
    {
        2 when draft.Dice.OneIn(3) => new("Identity"),
        0 => new Layer("Dropout") { Rate = draft.Dice.OneIn(6) ? 0.25 : 0 },
        1 => BatchNorm(draft),
        _ => Activation(draft),
    };

    public static Layer BatchNorm(Draft draft)
    {
        Layer layer = draft.Named("BatchNorm");
        if (draft.Dice.OneIn(3)) layer.With("Momentum", draft.Dice.Of(0.3, 1.0, 0.0));
        return draft.Dice.OneIn(3) ? layer.With("Epsilon", 1e-3) : layer;
    }

    /// <summary>A layer of [F] or [T, F].</summary>
    public static Layer? Rows(Draft draft, ref Shape shape)
    {
        Dice dice = draft.Dice;
        switch (dice.Between(0, 7))
        {
            case 0:
                return Epsilon(draft, draft.Named("LayerNorm"));
            case 1:
                return Epsilon(draft, draft.Named("RmsNorm"));
            case 2:
                return new(dice.Of("Softmax", "LogSoftmax"));
            case 3:
                int hidden = dice.Size(80);
                if (!draft.Spend(3L * shape.Places * shape.Width * hidden)) return null;
                Layer gated = draft.Named("SwiGlu", hidden);
                return dice.OneIn(3) ? gated.With("Bias", true) : gated;
            default:
                return Linear(draft, ref shape, dice.Size(140));
        }
    }

    public static Layer? Linear(Draft draft, ref Shape shape, int width)
    {
        if (!draft.Spend(shape.Places * shape.Width * width)) return null;
        shape = shape.Of(width);
        Layer layer = draft.Named("Linear", width);
        return draft.Dice.OneIn(4) ? layer.With("Bias", false) : layer;
    }

    private static Layer Epsilon(Draft draft, Layer layer) => draft.Dice.OneIn(3) ? layer.With("Epsilon", draft.Dice.Of(1e-3, 1e-6)) : layer;
}
