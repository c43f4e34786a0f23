using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets;

/// <summary>The arguments of [Transformer], with its defaults, checked: an expanded preset has no errors of its own.</summary>
internal sealed record TransformerSizes(
    string Style,
    int Layers,
    int Heads,
    int KvHeads,
    int Width,
    int Hidden,
    int Vocabulary,
    int Context,
    double Dropout,
    double RotaryBase,
    double Epsilon,
    bool TiedHead,
    int Classes,
    bool Checkpointed)
{
    public static (TransformerSizes? Sizes, ModelError? Error) Read(LayerSpec preset)
    {
        string style = preset.Text("Style") ?? "Gpt";
        if (style is not ("Gpt" or "Llama" or "Bert"))
        {
            return (null, new(ErrorId.UnsupportedLayer, preset.Source.At("Style"), $"The compiler does not know TransformerStyle.{style} yet"));
        }

        foreach (string argument in new[] { "Layers", "Heads", "Width", "Vocabulary", "Context" })
        {
            if (preset.Int(argument, 1) is < 1 and long value)
            {
                return Fail(ErrorId.OutOfRange, argument, $"{argument} of 'Transformer' must be at least 1, not {LayerText.Number(value)}");
            }
        }

        foreach (string argument in new[] { "KvHeads", "Hidden", "Classes" })
        {
            if (preset.Int(argument) is < 0 and long value)
            {
                return Fail(ErrorId.OutOfRange, argument, $"{argument} of 'Transformer' must be at least 0, not {LayerText.Number(value)}");
            }
        }

        long heads = preset.Int("Heads", 8);
        long keyValue = preset.Int("KvHeads") is > 0 and long stated ? stated : heads;
        long width = preset.Int("Width", 512);
        long hidden = preset.Int("Hidden") is > 0 and long own ? own : style == "Llama" ? RoundUp(8 * width / 3, 32) : 4 * width;
        long vocabulary = preset.Int("Vocabulary", 256);
        long context = preset.Int("Context", 256);
        double dropout = preset.Real("Dropout", 0);
        double rotaryBase = preset.Real("RotaryBase", 10000);
        double epsilon = preset.Real("Epsilon", style == "Bert" ? 1e-12 : 1e-5); // as the families' checkpoints

        bool IsFit(long count) => (style != "Llama" || width / count % 2 == 0) && (preset.Int("KvHeads") == 0 || count % keyValue == 0);
        if (width % heads != 0)
        {
            string message = $"Width {width} is not divisible by Heads {heads} (remainder {width % heads})";
            return Fail(ErrorId.NotDivisible, preset.Has("Heads") ? "Heads" : "Width", message, Divisors.Nearest("Heads", width, heads, IsFit));
        }

        if (heads % keyValue != 0)
        {
            string message = $"Heads {heads} is not divisible by KvHeads {keyValue} (remainder {heads % keyValue})";
            return Fail(ErrorId.NotDivisible, "KvHeads", message, Divisors.Nearest("KvHeads", heads, keyValue));
        }

        if (style == "Llama" && width / heads % 2 != 0)
        {
            string message = $"Rotary positions turn pairs, so the head size must be even: Width {width} / Heads {heads} is {width / heads}";
            return Fail(ErrorId.NotDivisible, preset.Has("Heads") ? "Heads" : "Width", message, Divisors.Nearest("Heads", width, heads, IsFit));
        }

        if ((float)dropout is not (>= 0 and < 1))
        {
            return Fail(ErrorId.OutOfRange, "Dropout", $"Dropout of 'Transformer' must be at least 0 and below 1, not {LayerText.Number(dropout)}");
        }

        if ((float)epsilon is not (> 0 and < 1))
        {
            return Fail(ErrorId.OutOfRange, "Epsilon", $"Epsilon of 'Transformer' must be above 0 and below 1, not {LayerText.Number(epsilon)}");
        }

        if ((float)rotaryBase is not (>= 1 and < float.PositiveInfinity))
        {
            return Fail(ErrorId.OutOfRange, "RotaryBase", $"RotaryBase of 'Transformer' must be a number of at least 1, not {LayerText.Number(rotaryBase)}");
        }

        if (style == "Bert" && preset.Bool("TiedHead"))
        {
            return Fail(ErrorId.MisplacedHead, "TiedHead", "TiedHead belongs to models that predict tokens; a Bert model ends in its pooler or in Classes");
        }

        if (style == "Bert" && 2 * vocabulary > int.MaxValue)
        {
            return Fail(ErrorId.TooLarge, "Vocabulary", $"Vocabulary {vocabulary} is too large for the two segments of a Bert model: 2 x {vocabulary} ids are more than {int.MaxValue}");
        }

        long classes = preset.Int("Classes");
        if (style != "Bert" && classes > 0)
        {
            return Fail(ErrorId.MisplacedHead, "Classes", $"Classes belongs to Style = TransformerStyle.Bert; a {style} model predicts tokens");
        }

        long largest = Sizes(width, hidden, vocabulary, context, classes);
        if (largest > int.MaxValue)
        {
            return Fail(ErrorId.TooLarge, preset.Has("Width") ? "Width" : classes > vocabulary ? "Classes" : "Vocabulary", $"A weight of 'Transformer' would have {largest} values, more than {int.MaxValue}");
        }

        bool tied = preset.Bool("TiedHead", style == "Gpt");
        return (new(style, (int)preset.Int("Layers", 6), (int)heads, (int)keyValue, (int)width, (int)hidden, (int)vocabulary, (int)context, dropout, rotaryBase, epsilon, tied, (int)classes, preset.Bool("Checkpointed")), null);

        (TransformerSizes?, ModelError) Fail(ErrorId id, string argument, string message, Mend? mend = null) =>
            (null, new(id, preset.Has(argument) ? preset.Source.At(argument) : preset.Source, message, Mend: mend));
    }

    private static long Sizes(long width, long hidden, long vocabulary, long context, long classes) => System.Math.Max(
        System.Math.Max(Ir.Sizes.Product(3, width, width), Ir.Sizes.Product(2, width, hidden)),
        System.Math.Max(Ir.Sizes.Product(width, System.Math.Max(vocabulary, classes)), Ir.Sizes.Product(width, context)));

    private static long RoundUp(long value, long step) => (value + step - 1) / step * step;
}
