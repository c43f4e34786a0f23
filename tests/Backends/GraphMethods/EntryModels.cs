using ModelGen;
using ModelGen.Equality;

namespace ModelGen.GraphMethods;

using static ModelGen.Graph;

/// <summary>Two towers that are also asked for alone: blocks, windows over time, statistics, positions, and lengths of their own. The names of shared methods are fields of a module, which TorchSharp wants with a small letter.</summary>
[Backends(Target.Here), Model]
public partial class Towers
{
    [Forward]
    static Symbol Score([Id(9)] Symbol user, [Tokens(Vocabulary = 11, Context = 8)] Symbol history, [Tokens(Vocabulary = 13, Context = 12)] Symbol words) => Dot(userTower(user, history), itemTower(words));

    [Forward]
    static (Symbol Vector, Symbol Length) ItemVector([Tokens(Vocabulary = 13, Context = 12)] Symbol words)
    {
        Symbol vector = itemTower(words);
        return (vector, vector.Square().Sum().Sqrt());
    }

    [Forward]
    static Symbol UserVector([Tokens(Vocabulary = 11, Context = 8)] Symbol history, [Id(9)] Symbol user) => userTower(user, history);

    [Objective]
    static Symbol Clicks(Symbol score, [Scalar] Symbol clicked) => BinaryCrossEntropy(score, clicked);

    [Shared]
    static Symbol userTower(Symbol id, Symbol history) => id.Embedding(6) + history.Embedding(6).Conv1d(6, kernel: 2, stride: 2).Repeat<Tower>(2).TakeLast();

    [Shared]
    static Symbol itemTower(Symbol words) => words.Embedding(6).Repeat<Tower>(2).ConvTranspose1d(6, kernel: 2, stride: 2).Conv1d(6, kernel: 3, stride: 2).Use<Tower>().SelfAttention(heads: 1, rotary: true).GlobalAveragePool().BatchNorm();
}

/// <summary>Attention in a tower.</summary>
[Block, LayerNorm, SelfAttention(Heads = 2, Causal = true, Rotary = true, RotarySize = 2), Dropout(0.1)]
public partial class Tower;
