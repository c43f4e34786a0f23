using ModelGen;

namespace ModelGen.Models.Tests.Graphs;

using static ModelGen.Graph;

/// <summary>What may be asked of a padded text, and a look-up by its ids.</summary>
[Model]
public partial class Lookups
{
    [Forward]
    static (Symbol Counts, Symbol Rows, Symbol Moved, Symbol Real, Symbol Places, Symbol Greatest) Look(
        [Tokens(Vocabulary = 5, Context = 6, Padding = 0)] Symbol text, [Tensor("N<=4", "F:2")] Symbol table, [Id(4, "M<=3")] Symbol chosen)
    {
        Symbol hot = text.OneHot(5), numbers = text.Embedding(1, name: "values");
        Symbol real = Where(text.IsReal(), Positions(like: text) * 0 + 1, Positions(like: text) * 0);
        return (hot.Sum(Axis.Time), Gather(table, chosen), Stack("N", numbers.Shift(Axis.Time, 1, fill: 9).Sum(Axis.Time), numbers.Shift(Axis.Time, -2, fill: 7).Sum(Axis.Time)), real, Positions(like: text) + 0 * real, numbers.ArgMax(Axis.Time));
    }
}

/// <summary>A layer's features in parts that go their own ways; one half of the gradient is held back.</summary>
[Model]
public partial class Parts
{
    [Forward]
    static Symbol Run([Input(6)] Symbol input)
    {
        var (a, b, c) = input.Linear(9, name: "all").Tanh().Split(Axis.Feature, 2, 3, 4);
        Symbol[] more = b.Split(Axis.Feature, [1, 2]);
        Symbol scale = Weights([], Init.Zeros, start: 0.5, name: "scale"), rows = Weights(["4", "F:3"], Init.XavierUniform, name: "rows");
        Symbol looked = Gather(rows, c.ArgMax()) + c.Slice(Axis.Feature, 0, 3) * Constant([1, -2, 0.5]);
        return Concat(a * scale.Exp(), more[1] * 2 - more[1].Square(), looked, MatMul(rows, looked).Square().Sum(), c.Shift(Axis.Feature, -1) * c.Shift(Axis.Feature, 2, fill: 1));
    }
}

/// <summary>Distances to learned rows: the table has an axis that an example's vector lacks, so each example meets all of it.</summary>
[Model]
public partial class Prototypes
{
    [Forward]
    static Symbol Near([Input(4)] Symbol input)
    {
        Symbol rows = Weights(["5", "F:3"], Init.XavierUniform, name: "rows"), x = input.Linear(3, name: "map");
        return (x - rows).Square().Sum(Axis.Feature) * Weights(["5"], Init.Zeros, start: 0.5, name: "widths") + rows.Mean(Axis.Feature) * x.Sum();
    }
}

/// <summary>Only what is not held back has a gradient.</summary>
[Model]
public partial class Held
{
    [Forward]
    static Symbol Run([Input(3)] Symbol input) => input.Linear(3, name: "open") + input.Linear(3, name: "held").Detach() * input.Detach();
}

/// <summary>A graph network over any number of nodes: the mean of its nodes.</summary>
[Model]
public partial class Nodes
{
    [Forward]
    static Symbol Run([Tensor("N<=6", "F:3")] Symbol features, [Tensor("N<=6", "N<=6")] Symbol adjacency)
    {
        Symbol a = NormalizeAdjacency(adjacency);
        return features.GraphConv(4, a).Tanh().GraphConv(2, a, bias: false).Mean(Axis.At(0));
    }
}

/// <summary>Means over the batch, of examples that have weights.</summary>
[Model]
public partial class Ratio
{
    [Forward]
    static Symbol Score([Input(3)] Symbol input) => input.Linear(1);

    [Objective]
    static Symbol Shares(Symbol score, [Input(1)] Symbol wanted) => BatchMean((score - wanted).Square().Sum()) / (1 + BatchMean(wanted.Square().Sum())) + 0.5 * score.Abs().Sum();
}

/// <summary>What moves steps, joins them, and goes along them, over texts with padding.</summary>
[Model]
public partial class PaddedAxes
{
    [Forward]
    static (Symbol Flipped, Symbol Plain, Symbol Sums, Symbol Joined, Symbol Stacked, Symbol Product, Symbol Seen, Symbol Second) Run(
        [Tokens(Vocabulary = 9, Context = 8, Padding = 0)] Symbol text, [Tokens(Vocabulary = 9, Context = 8, Padding = 0)] Symbol other)
    {
        // Behind a bias padding is no longer 0.
        Symbol x = text.Embedding(3, name: "words").Linear(3, name: "map") + Graph.Weights(["F:3"], name: "shift"), y = other.Embedding(3, name: "others").Linear(3, name: "otherMap");
        Layer rnn = Shared(v => v.Rnn(4));
        Symbol joined = Concat(Axis.Time, x, y), stacked = Stack("Q", x, x * x);
        Symbol looks = AttentionWeights(x, y);
        Symbol second = Concat(looks.LogSumExp(Axis.At(1)).Mean(Axis.Time), looks.Mean(Axis.At(1)).Mean(Axis.Time), looks.Min(Axis.At(1)).Max(Axis.Time), looks.Variance(Axis.At(1)).Mean(Axis.Time));
        return (rnn(x.Flip(Axis.Time)), rnn(x), x.CumSum(Axis.Time).Mean(Axis.Time), Concat(joined.Mean(Axis.Time), joined.Rnn(4, name: "along")),
            stacked.Softmax(Axis.Time).Square().Sum(Axis.Time) + stacked.Mean(Axis.Time), MatMul(y.Mean(Axis.Feature).Square(), y), looks * 1, second);
    }

    [Objective]
    static Symbol All(Symbol flipped, Symbol sums, Symbol joined, Symbol stacked, Symbol product, Symbol second) =>
        flipped.Square().Sum() + sums.Square().Sum() + joined.Square().Sum() + stacked.Square().Sum() + product.Sum() + second.Square().Sum();
}

/// <summary>Causal attention whose queries, keys and values are products of their own, two queries to a key.</summary>
[Model, Loss(Loss.CrossEntropy)]
public partial class AttentionByHand
{
    [Forward]
    static Symbol Next([Tokens(Vocabulary = 11, Context = 9)] Symbol text)
    {
        Symbol x = text.Embedding(8).PositionEmbedding();
        x += Attention(x.Linear(8, name: "query"), x.Linear(4, name: "key"), x.Linear(4, name: "value").Tanh(), heads: 2, kvHeads: 1, causal: true).Linear(8, name: "out");
        return x.Linear(11, name: "head");
    }
}
