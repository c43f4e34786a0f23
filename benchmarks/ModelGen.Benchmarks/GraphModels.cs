using ModelGen;
using static ModelGen.Graph;

namespace ModelGen.Benchmarks;

/// <summary>A U-Net of 16, 32 and 64 channels, two convolutions each; steps on 8 images.</summary>
[Model, Loss(Loss.BinaryCrossEntropy)]
internal partial class UNet
{
    [Forward]
    static Symbol Segment([Input(3, 64, 64)] Symbol image)
    {
        Symbol fine = Twice(image, 16), middle = Twice(fine.MaxPool2d(2), 32), coarse = Twice(middle.MaxPool2d(2), 64);
        middle = Twice(Concat(middle, coarse.Upsample2d(2)), 32);
        fine = Twice(Concat(fine, middle.Upsample2d(2)), 16);
        return fine.Conv2d(1, kernel: 1).Flatten();
    }

    private static Symbol Twice(Symbol x, int channels)
    {
        for (int i = 0; i < 2; i++) x = x.Conv2d(channels, kernel: 3, same: true, bias: false).BatchNorm().Relu();
        return x;
    }
}

/// <summary>A tower for 20,000 users and one for 5,000 items; steps on 256 pairs, each user's item against all others'.</summary>
[Model]
internal partial class TwoTowers
{
    [Forward]
    static (Symbol Taste, Symbol Style) Match([Id(20_000)] Symbol user, [Id(5_000)] Symbol item) => (Tower(user), Tower(item));

    [Objective]
    static Symbol Contrast(Symbol taste, Symbol style) => InfoNce(taste, style, temperature: 0.1);

    private static Symbol Tower(Symbol id) => id.Embedding(64).Linear(128).Relu().Linear(64);
}

/// <summary>Encoder and decoder of two layers of 256; steps on 16 pairs of 32 words.</summary>
[Model, Loss(Loss.CrossEntropy)]
internal partial class Translator
{
    [Forward]
    static Symbol Translate([Tokens(Vocabulary = 2000, Context = 32)] Symbol source, [Tokens(Vocabulary = 2000, Context = 32)] Symbol said)
    {
        Symbol memory = source.Embedding(256).PositionEmbedding().Repeat<EncoderLayer>(2, name: "encoder").LayerNorm(name: "memory");
        return said.Embedding(256).PositionEmbedding().Repeat<DecoderLayer>(2, memory, name: "decoder").LayerNorm(name: "last").Linear(2000);
    }
}

/// <summary>Words look at each other.</summary>
[Block]
internal partial class EncoderLayer
{
    [Forward]
    static Symbol Run(Symbol x)
    {
        x += x.LayerNorm().SelfAttention(heads: 8);
        return x + x.LayerNorm().Linear(4 * x.Width).Relu().Linear(x.Width);
    }
}

/// <summary>Words look at those before them, then at the source's.</summary>
[Block]
internal partial class DecoderLayer
{
    [Forward]
    static Symbol Run(Symbol x, Symbol memory)
    {
        x += x.LayerNorm().SelfAttention(heads: 8, causal: true);
        x += x.LayerNorm().CrossAttention(memory, heads: 8);
        return x + x.LayerNorm().Linear(4 * x.Width).Relu().Linear(x.Width);
    }
}
