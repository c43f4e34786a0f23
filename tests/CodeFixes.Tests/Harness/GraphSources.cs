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
    ];
}
