using ModelGen;

namespace TranslatorSample;

/// <summary>A Transformer with an encoder and a decoder (Vaswani et al. 2017, arXiv:1706.03762): what a sentence means is computed once, and each German word looks at it.</summary>
[Model]
[Loss(Loss.CrossEntropy)]
public partial class NumberTranslator
{
    [Forward]
    static Symbol Translate([Tokens(Vocabulary = Numbers.EnglishWords, Context = Numbers.Longest, Padding = 0)] Symbol english, [Tokens(Vocabulary = Numbers.GermanWords, Context = Numbers.Longest)] Symbol german)
    {
        Symbol memory = english.Embedding(64, initStd: 0.1, name: "englishWords").PositionEmbedding(initStd: 0.1, name: "englishPlaces").Repeat<EncoderLayer>(2, name: "encoder").LayerNorm(name: "memory");
        return german.Embedding(64, initStd: 0.1, name: "germanWords").PositionEmbedding(initStd: 0.1, name: "germanPlaces").Repeat<DecoderLayer>(2, memory, name: "decoder").LayerNorm(name: "last").Linear(Numbers.GermanWords, name: "words");
    }
}

/// <summary>English words look at each other.</summary>
[Block]
public partial class EncoderLayer
{
    [Forward]
    static Symbol Run(Symbol x)
    {
        x += x.LayerNorm().SelfAttention(heads: 4);
        return x + x.LayerNorm().Linear(2 * x.Width).Gelu().Linear(x.Width);
    }
}

/// <summary>German words look at those before them, then at the English ones.</summary>
[Block]
public partial class DecoderLayer
{
    [Forward]
    static Symbol Run(Symbol x, Symbol memory)
    {
        x += x.LayerNorm().SelfAttention(heads: 4, causal: true);
        x += x.LayerNorm().CrossAttention(memory, heads: 4);
        return x + x.LayerNorm().Linear(2 * x.Width).Gelu().Linear(x.Width);
    }
}
