namespace ModelGen.Tests.Harness;

/// <summary>Graph methods of every kind, to be broken.</summary>
internal static class GraphSources
{
    private const string Usings = "using System; using System.Collections.Generic; using ModelGen; using static ModelGen.Graph;\n";

    public static string[] All { get; } =
    [
        Usings + """
            [Model, Loss(Loss.BinaryCrossEntropy)]
            public partial class M
            {
                [Forward]
                static Symbol Segment([Input(3, 16, 16)] Symbol x)
                {
                    Symbol fine = x.Conv2d(4, kernel: 3, same: true).BatchNorm().Relu();
                    Symbol coarse = fine.MaxPool2d(2).Conv2d(8, kernel: 3, same: true).Relu();
                    return Concat(fine, coarse.Upsample2d(2)).Conv2d(1, kernel: 1).Flatten();
                }
            }
            """,
        Usings + """
            [Model]
            public partial class M
            {
                private static readonly int[] Widths = [16, 8, 4];
                private const int Deep = 2;

                [Forward]
                static (Symbol Topic, Symbol Hours) Judge([Tokens(Vocabulary = 50, Context = 8, Padding = 0)] Symbol text, [Input(6)] Symbol x, [Id(12)] Symbol customer)
                {
                    Symbol all = Concat(text.Embedding(8).Gru(8), x, customer.Embedding(4, name: "customers"));
                    foreach (int width in Widths)
                    {
                        all = Layer(all, width);
                    }

                    for (int i = 0; i < Deep; i++)
                    {
                        all = all + all.Linear(all.Width, name: $"deep{i}").Tanh() * 0.5;
                    }

                    return (all.Linear(9, name: "topic"), all.Linear(1, name: "hours"));
                }

                private static Symbol Layer(Symbol x, int width) => x.Linear(width).LayerNorm().Gelu();

                [Objective]
                static Symbol Both(Symbol topic, Symbol hours, [Id(9)] Symbol kind, [Scalar] Symbol time) => CrossEntropy(topic, kind) + 0.1 * MeanSquaredError(hours, time) + hours.Square().Mean();
            }
            """,
        Usings + """
            [Model]
            public partial class M
            {
                [Forward]
                static Symbol Run([Sequence(8, MaxLength = 9)] Symbol x, [Sequence(6, MaxLength = 5)] Symbol memory, [Input(8)] Symbol gate)
                {
                    var parts = new List<Symbol> { x };
                    for (int i = 0; i < 2; i++) { parts.Add(parts[^1].Repeat<Mix>(2, gate, name: $"layers{i}")); }
                    Layer head = Shared(v => v.Linear(8).Relu());
                    Symbol y = head(parts[2]).CrossAttention(memory, heads: 2);
                    return Where(y > 0, y, head(x)).Mean(Axis.Time).Scope("top.0", v => v.Linear(v.Width / 2));
                }
            }

            [Block]
            public partial class Mix
            {
                [Forward]
                static Symbol Run(Symbol x, Symbol gate) => x + gate * x.LayerNorm().Linear(8).Tanh();
            }
            """,
        Usings + """
            [Model]
            public partial class M
            {
                [Forward]
                static (Symbol Nodes, Symbol Whole) Run([Tensor("N<=20", "F:6")] Symbol x, [Tensor("N<=20", "N<=20")] Symbol edges)
                {
                    Symbol h = x;
                    int width = 4;
                    for (int i = 0; i < 2; i++, width += 2) { h = MatMul(edges, h.Linear(width)).Relu(); }
                    var (mean, most) = (h.Mean("N"), h.Max(Axis.At(0)));
                    Symbol s = width > 3 ? Stack("P", mean, most).Softmax("P").Sum("P") : mean;
                    return (h.Linear(3).Normalize(), s.Clamp(-1, 1).Linear(1).Squeeze());
                }

                [Objective]
                static Symbol Error(Symbol nodes, [Id(3)] Symbol kind) => nodes.Square().Sum() + 0.5 * CrossEntropy(nodes.Mean("N"), kind);
            }
            """,
        Usings + """
            [Model, Backends(Backend.Onnx)]
            public partial class M
            {
                [Forward]
                static (Symbol Left, Symbol Right) Embed([Input(1, 12, 12)] Symbol first, [Input(1, 12, 12)] Symbol x) => (Tower(first), Tower(x));

                [Shared]
                static Symbol Tower(Symbol x) => x.Conv2d(4, kernel: 3).Relu().MaxPool2d(2).Flatten().Linear(8).Normalize();

                [Objective]
                static Symbol Near(Symbol left, Symbol right) => InfoNce(left, right, temperature: 0.1) + (left - right).Square().Sum();
            }
            """,
        Usings + """
            [Model]
            public partial class M
            {
                [Forward]
                static (Symbol Say, Symbol Sure) Run([Tokens(Vocabulary = 12, Context = 8, Padding = 0)] Symbol x, [Tokens(Vocabulary = 9, Context = 8, Axis = "S")] Symbol said)
                {
                    var (heard, state, cell) = LstmWithState(x.Embedding(6), 6);
                    Symbol back = heard.Flip(Axis.Time).CumSum(Axis.Time);
                    Symbol spoken = said.Embedding(6).Lstm(6, start: state, startCell: cell, returnSequences: true);
                    Symbol y = Concat(spoken, Attention(spoken, heard, back));
                    return (y.Linear(9), AttentionWeights(spoken, heard).Max(Axis.At(1)).Mean());
                }

                [Objective]
                static Symbol Words(Symbol say, Symbol sure, [Tokens(Vocabulary = 9, Context = 8, Axis = "S")] Symbol next) => CrossEntropy(say, next) + 0.1 * sure.Square();
            }
            """,
        Usings + """
            [Model]
            public partial class M
            {
                [Forward]
                static (Symbol Logits, Symbol Mean, Symbol Spread) Encode([Input(1, 8, 8)] Symbol x)
                {
                    Symbol h = x.Patches(4).Linear(8);
                    h = Concat(Axis.Time, Weights(["T:1", "F:8"], name: "first"), h) + Weights(["T:5", "F:8"], name: "places");
                    var (left, right) = (h + h.LayerNorm().SelfAttention(heads: 2)).Split(Axis.Feature, 3, 5);
                    Symbol mean = left.Mean(Axis.Time).Linear(4), spread = right.Max(Axis.Time).Linear(4);
                    Layer map = Shared(v => v.Linear(4));
                    Symbol z = mean + (spread / 2).Exp() * Normal(like: mean);
                    return (map(z).Tanh().Linear(4, tiedTo: map) * Weights([], Init.Zeros, start: 1, name: "scale"), mean, spread);
                }

                [Objective]
                static Symbol Bound(Symbol logits, Symbol mean, Symbol spread, [Input(4)] Symbol y) => BinaryCrossEntropy(logits, y, reduction: Reduction.Sum) - 0.5f * (1 + spread - mean.Square() - spread.Exp()).Sum();
            }
            """,
        Usings + """
            [Model]
            public partial class M
            {
                [Forward]
                static (Symbol Kinds, Symbol Chosen) Read([Id(5, "N<=9")] Symbol atoms, [Tensor("N<=9", "N<=9")] Symbol bonds, [Id(9, "K<=3")] Symbol asked)
                {
                    Symbol a = NormalizeAdjacency(bonds);
                    Symbol x = Atom(atoms).GraphConv(6, a).Relu().GraphConv(4, a);
                    return (x.Linear(3), Gather(x, asked).Linear(1).Sigmoid());
                }

                [Forward]
                static Symbol Alone([Id(5, "N<=9")] Symbol atoms) => Atom(atoms).Mean("N");

                [Shared]
                static Symbol Atom(Symbol ids) => ids.OneHot(5).Linear(4);

                [Objective]
                static Symbol Error(Symbol kinds, [Id(3, "N<=9")] Symbol labels) => CrossEntropy(kinds, labels);
            }
            """,
        Usings + """
            [Model, Loss(Loss.CrossEntropy)]
            public partial class M
            {
                private static int Deep => 2;
                private static (int Kernel, int Width)[] Plan { get; } = [(3, 4), (1, 6)];

                [Forward]
                static Symbol Classify([Input(3, 8, 8)] Symbol x)
                {
                    Symbol? skip = null;
                    Symbol[] seen = [x, x.MaxPool2d(2).Upsample2d(2)];
                    foreach (var (kernel, width) in Plan) { skip ??= x; x = Apply(x, (v, n) => v.Conv2d(n, kernel: kernel, same: true), width); }
                    for (int i = 0; i < Deep; i++) { x = (i % 2, i) switch { (0, _) => Twice<Think>(x), (1, > 3) => x.Relu(), var (_, n) when n > 0 => x.Dropout(0.1 * n), _ => x }; }
                    x = skip is { } given && given is { Channels: 3 } ? Concat(x, given, seen[1..][0]) : x;
                    return (skip?.Tanh() ?? x).GlobalAveragePool().Linear(3, name: "a" + Deep.ToString()) + x.GlobalMaxPool().Linear(3);
                }

                private static Symbol Twice<TBlock>(Symbol x) => x.Use<TBlock>().Residual<TBlock>();

                private static Symbol Apply<T>(Symbol x, Func<Symbol, T, Symbol> layer, T value) => layer(x, value);
            }

            [Block, Conv2d(6, Kernel = 1), Relu]
            public partial class Think;
            """,
    ];
}
