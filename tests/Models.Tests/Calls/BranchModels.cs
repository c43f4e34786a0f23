using static ModelGen.Graph;

namespace ModelGen.Models.Tests.Calls;

/// <summary>Attention that looks back three tokens, and turns a part of each head.</summary>
[Model, Tokens(Vocabulary = 13, Context = 24)]
[Embedding(16), SelfAttention(Heads = 4, KvHeads = 2, Causal = true, Rotary = true, Window = 3), RmsNorm, SelfAttention(Heads = 1, Causal = true), Linear(13)]
[Loss(Loss.CrossEntropy)]
internal sealed partial class ShortSighted;

/// <summary>What stands beside the tokens: their places, a memory with padding, its mean before and behind the last attention.</summary>
[Model]
[Loss(Loss.CrossEntropy)]
internal sealed partial class Reminded
{
    [Forward]
    static Symbol Say([Tokens(Vocabulary = 9, Context = 8, Padding = 0)] Symbol source, [Tokens(Vocabulary = 7, Context = 12)] Symbol text)
    {
        Symbol memory = source.Embedding(8, name: "sourceTokens").Linear(8).Tanh();
        Symbol x = text.Embedding(8, name: "textTokens");
        x = x * (1 + 0.1 * Positions(like: x)) + memory.Mean(Axis.Time);
        x = x + x.LayerNorm().SelfAttention(heads: 2, causal: true) + x.CrossAttention(memory, heads: 2);
        return (x.LayerNorm() + memory.Max(Axis.Time)).Linear(7);
    }
}
