using ModelGen;
using ModelGen.Equality;

namespace ModelGen.GraphMethods;

using static ModelGen.Graph;

/// <summary>Ids, places, rows by number, moved steps of a padded text, values of no example.</summary>
[Backends(Target.Here), Model]
public partial class Places
{
    [Forward]
    static (Symbol Whole, Symbol Rows) Look([Tokens(Vocabulary = 7, Context = 8, Padding = 0)] Symbol text, [Tensor("N<=6", "F:5")] Symbol table, [Id(4, "M<=3")] Symbol chosen)
    {
        Symbol words = text.Embedding(6, name: "words") + text.OneHot(7).Linear(6, name: "hot") * Constant([1, -0.5, 2, 0.25, -1, 3]);
        Symbol moved = words.Shift(Axis.Time, 1, fill: 0.5) - words.Shift(Axis.Time, -2);
        Symbol real = Where(text.IsReal(), 1 + Positions(like: text), -Positions(like: text) * 0);
        var (a, b) = (moved * real * Weights([], Init.Zeros, start: 0.3, name: "scale")).Mean(Axis.Time).Split(Axis.Feature, 2, 4);
        Symbol learned = Gather(Weights(["6", "F:4"], Init.XavierUniform, name: "rows"), words.Max(Axis.Time).ArgMax());
        Symbol all = Concat(a, b.Shift(Axis.Feature, 1), learned, MatMul(Constant([1, 2, 3, 4, 5, 6, 7, 8], "2", "F:4"), b).Sum());
        return (all.Linear(3), Gather(table.Tanh(), chosen) * Weights(["F:5"], name: "gains"));
    }

    [Objective]
    static Symbol Near(Symbol whole, Symbol rows, [Input(3)] Symbol wanted) => MeanSquaredError(whole, wanted) + BatchMean(rows.Square().Sum()) * 0.1;
}

/// <summary>Patches behind a class token, with the table of positions as a head that is tied to nothing, and a map back that is tied.</summary>
[Backends(Target.Here), Model]
public partial class Patchwork
{
    [Forward]
    static (Symbol Topic, Symbol Back) See([Input(2, 4, 6)] Symbol image)
    {
        Layer map = Shared(y => y.Linear(6));
        Symbol x = map(image.Patches(2));
        Symbol all = Concat(Axis.Time, Weights(["T:1", "F:6"], name: "classToken"), x) + Weights(["T:7", "F:6"], name: "positions");
        all = all + Attention(all.Linear(6, name: "query"), all.Linear(3, name: "key"), all.Linear(3, name: "value"), heads: 2, kvHeads: 1);
        Symbol seen = AttentionWeights(all, all, heads: 2, causal: true, scale: 0.7).Mean(Axis.At(0));
        return (MatMul(seen, all).Mean(Axis.Time).Linear(3), x.Tanh().Linear(8, tiedTo: map, name: "back").Mean(Axis.Time));
    }

    [Objective]
    static Symbol Both(Symbol topic, Symbol back, [Id(3)] Symbol label) => CrossEntropy(topic, label) + back.Square().Mean();
}

/// <summary>Distances to learned rows, of which each example meets all.</summary>
[Backends(Target.Here), Model]
public partial class Prototypes
{
    [Forward]
    static Symbol Near([Input(4)] Symbol x)
    {
        Symbol rows = Weights(["5", "F:3"], Init.XavierUniform, name: "rows"), v = x.Linear(3);
        return (-(v - rows).Square().Sum(Axis.Feature) * Weights(["5"], Init.Zeros, start: 0.5, name: "widths")).Flatten();
    }

    [Objective]
    static Symbol Nearest(Symbol near, [Id(5)] Symbol label) => CrossEntropy(near, label);
}

/// <summary>Nodes of a graph of any size.</summary>
[Backends(Target.Here), Model]
public partial class Convolved
{
    [Forward]
    static Symbol Classify([Tensor("N<=6", "F:4")] Symbol nodes, [Tensor("N<=6", "N<=6")] Symbol ties)
    {
        Symbol a = NormalizeAdjacency(ties.Square());
        return nodes.GraphConv(5, a).Relu().GraphConv(3, a, bias: false);
    }

    [Objective]
    static Symbol Known(Symbol classify, [Id(3, "N<=6")] Symbol labels) => CrossEntropy(classify, labels);
}

/// <summary>One sequence goes on where another ended, and looks back at it.</summary>
[Backends(Target.Here), Model]
public partial class Continued
{
    [Forward]
    static Symbol Say([Tokens(Vocabulary = 9, Context = 7, Padding = 0)] Symbol heard, [Sequence(3, MaxLength = 6, Axis = "S")] Symbol said, [Sequence(2, MaxLength = 6, Axis = "S")] Symbol beside)
    {
        var (all, state, cell) = LstmWithState(heard.Embedding(4), 5);
        Symbol spoken = Concat(said, beside).Lstm(5, start: state, startCell: cell, returnSequences: true).Gru(5, start: state, returnSequences: true);
        return Concat(spoken, Attention(spoken, all, all)).Linear(2);
    }

    [Objective]
    static Symbol Near(Symbol say, [Sequence(2, MaxLength = 6, Axis = "S")] Symbol wanted) => Huber(say, wanted);
}

/// <summary>Two padded texts: flipped, summed up, joined, and looked at along an axis that is not the first.</summary>
[Backends(Target.Here), Model]
public partial class PaddedMoves
{
    [Forward]
    static (Symbol Moved, Symbol Steps) Move([Tokens(Vocabulary = 9, Context = 7, Padding = 0)] Symbol text, [Tokens(Vocabulary = 9, Context = 6, Padding = 0)] Symbol other)
    {
        Symbol x = text.Embedding(4, name: "words").Linear(4, name: "map"), y = other.Embedding(4, name: "others").Linear(4, name: "otherMap");
        Symbol flipped = x.Flip(Axis.Time), back = flipped.Rnn(4), sums = x.CumSum(Axis.Time).Mean(Axis.Time);
        Symbol joined = Concat(Axis.Time, x, y), both = joined.Mean(Axis.Time) + joined.Rnn(4);
        Symbol stacked = Stack("Q", x, y.Mean(Axis.Time) + x);
        Symbol seen = AttentionWeights(x, y);
        Symbol all = Concat(back, sums, both, stacked.Softmax(Axis.Time).Square().Sum(Axis.Time).Max("Q"), stacked.Variance(Axis.Time).Mean("Q"), seen.LogSumExp(Axis.At(1)).Mean(Axis.Time), seen.Min(Axis.At(1)).Sum());
        return (all.Linear(3), flipped + x * 0.5);
    }

    [Objective]
    static Symbol Near(Symbol moved, Symbol steps, [Input(3)] Symbol wanted) => MeanSquaredError(moved, wanted) + steps.Square().Mean() * 0.1;
}
