namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>Values that do not go together, and axes that are not there.</summary>
internal static class OperandMistakes
{
    private const string U = "[Forward] static Symbol Run([Input(3, 65, 64)] Symbol x) { Symbol a = x.Conv2d(8, kernel: 3, same: true).Relu(); ";
    private const string Image = "[Forward] static Symbol Run([Input(3, 32, 32)] Symbol x) ", Vector = "[Forward] static Symbol Run([Input(8)] Symbol x) ";
    private const string Two = "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(6)] Symbol y) ", Steps = "[Forward] static Symbol Run([Sequence(4, MaxLength = 9)] Symbol x) ";
    private const string Nodes = "[Forward] static Symbol Run([Tensor(\"N<=50\", \"F:16\")] Symbol x, [Tensor(\"N<=50\", \"N<=50\")] Symbol edges) ";
    private const string Sequences = "[Forward] static Symbol Run([Sequence(8, MaxLength = 9)] Symbol x, [Sequence(8, MaxLength = 9)] Symbol y) ";

    public static Mistake[] All =>
    [
        // skips and concatenation
        new("MGEN1010", "H:65 and H:64 differ", U + "return «Concat(a, a.MaxPool2d(2).Upsample2d(2))».Conv2d(1, kernel: 1); }", "65, 64", "64, 64"),
        new("MGEN1010", "differ", Image + "{ Symbol a = x.Conv2d(8, kernel: 3); return «Concat(x, a)»; }", "kernel: 3)", "kernel: 3, same: true)"),
        new("MGEN1010", "H:32 and H:16 differ", Image + "=> «Concat(x, x.MaxPool2d(2))»;", "x.MaxPool2d(2)", "x.MaxPool2d(2).Upsample2d(2)"),
        new("MGEN1010", "differ", Image + "=> «x + x.Conv2d(16, kernel: 3, same: true)»;", "16", "3"),
        new("MGEN1010", "H:32 and H:16 differ", Image + "{ Symbol a = x.Conv2d(3, kernel: 3, stride: 2, padding: 1); return «a + x»; }", "a + x", "a + x.AvgPool2d(2)"),
        new("MGEN1010", "they have other axes", Image + "=> «Concat(x.Flatten(), x)»;", "Concat(x.Flatten(), x)", "Concat(x.Flatten(), x.Flatten())"),
        new("MGEN1010", "they have other axes", "[Forward] static Symbol Run([Input(3, 8, 8)] Symbol image, [Input(4)] Symbol numbers) => «Concat(image.Conv2d(4, kernel: 3), numbers)»;", "kernel: 3)", "kernel: 3).GlobalAveragePool()"),
        new("MGEN1010", "they have other axes", "[Forward] static Symbol Run([Sequence(4, MaxLength = 9)] Symbol text, [Input(4)] Symbol numbers) => «Concat(text.Gru(8, returnSequences: true), numbers)»;", ", returnSequences: true", ""),
        new("MGEN1001", "at least two values", Vector + "=> «Concat(x)».Linear(2);", "Concat(x)", "Concat(x, x.Square())"),
        new("MGEN1001", "name one", "[Forward] static Symbol Run([Input(4, 5)] Symbol x) => «Concat(x, x)»;", "Concat(x, x)", "Concat(Axis.At(0), x, x)"),
        new("MGEN1010", "differ", Image + "=> «Concat(Axis.Height, x, x.MaxPool2d(2))»;", "x.MaxPool2d(2)", "x.Slice(Axis.Height, 0, 4)"),
        new("MGEN1011", "no axis Channel", Vector + "=> Concat(«Axis.Channel», x, x);", "Axis.Channel", "Axis.Feature"),
        new("MGEN1010", "takes equal values", Two + "=> «Stack(\"P\", x, y)».Sum(\"P\").Linear(1);", "x, y)", "x, y.Linear(8))"),
        new("MGEN1010", "are lengths of two inputs", Sequences + "=> («x + y»).GlobalAveragePool();", "x + y", "x + x.CrossAttention(y, heads: 2)"),
        new("MGEN1001", "joins numbers", "[Forward] static Symbol Run([Id(9)] Symbol a, [Id(5)] Symbol b) => «Concat(a, b)».Linear(2);", "Concat(a, b)", "Concat(a.Embedding(4), b.Embedding(4))"),

        // broadcasts
        new("MGEN1010", "write Repeat", Two + "=> «x * y.Linear(1).Sigmoid()»;", ".Linear(1).Sigmoid()", ".Linear(8).Sigmoid()"),
        new("MGEN1010", "write Repeat", Vector + "{ Symbol gate = x.Linear(1); return Concat(«gate * x», x); }", "gate * x", "gate.Repeat(Axis.Feature, 8) * x"),
        new("MGEN1010", "write Repeat", "[Forward] static Symbol Run([Input(8)] Symbol x, [Scalar] Symbol temperature) => «x / temperature»;", "x / temperature", "x / temperature.Sum()"),
        new("MGEN1010", "differ", Two + "=> («x - y»).Square();", "x - y", "x.Linear(6) - y"),
        new("MGEN1010", "has no axis F:4", "[Forward] static Symbol Run([Input(3, 8, 8)] Symbol image, [Input(4)] Symbol style) => «image * style»;", "image * style", "image * style.Linear(3).Reshape(3, 1, 1).Repeat(Axis.Height, 8).Repeat(Axis.Width, 8)"),
        new("MGEN1010", "differ", Image + "{ Symbol scale = x.GlobalAveragePool().Linear(4).Relu().Linear(4).Sigmoid().Reshape(4, 1, 1).Repeat(Axis.Height, 32).Repeat(Axis.Width, 32); return «x * scale»; }", ".Linear(4).Sigmoid().Reshape(4,", ".Linear(3).Sigmoid().Reshape(3,"),
        new("MGEN1010", "differ", "[Forward] static Symbol Run([Input(3, 8, 8)] Symbol a, [Input(3, 16, 16)] Symbol b) => «Maximum(a, b)»;", "Maximum(a, b)", "Maximum(a, b.MaxPool2d(2))"),
        new("MGEN1010", "differ", Two + "=> Where(«x > y», x, x).Linear(2);", "x > y", "x > y.Linear(8)"),
        new("MGEN1010", "differ", Two + "=> «Where(x > 0, x, y)».Linear(2);", "x, y)", "x, y.Linear(8))"),
        new("MGEN1001", "takes a mask", Two + "=> «Where(x, x, x)» - y.Sum();", "Where(x,", "Where(x > 0,"),
        new("MGEN1001", "takes a mask", Vector + "=> Where(«!x», x, x);", "!x", "x <= 0"),
        new("MGEN1010", "differ", Vector + "{ Symbol y = x; for (int i = 0; i < 3; i++) { y = «y + x.Linear(8 - i)»; } return y; }", "8 - i", "8"),

        // products
        new("MGEN1010", "the last axis of the first, F:16, and the first of the second, N<=50, differ", Nodes + "=> «MatMul(x, edges)».Linear(3);", "MatMul(x, edges)", "MatMul(edges, x)"),
        new("MGEN1010", "the last axis of the first, F:8, and the first of the second, T<=9, differ", Sequences + "=> «MatMul(x, y)».GlobalAveragePool();", "MatMul(x, y).GlobalAveragePool()", "MatMul(x, y.Transpose(Axis.Time, Axis.Feature)).Softmax().Max()"),
        new("MGEN1010", "differ", "[Forward] static Symbol Run([Input(4, 5)] Symbol a, [Input(4, 3)] Symbol b) => «MatMul(a, b)»;", "MatMul(a, b)", "MatMul(a.Transpose(Axis.At(0), Axis.At(1)), b)"),
        new("MGEN1001", "one or two axes", Image + "=> «MatMul(x, x)»;", "MatMul(x, x)", "MatMul(x.Sum(Axis.Channel), x.Mean(Axis.Channel).Transpose(Axis.Height, Axis.Width))"),
        new("MGEN1010", "F:6 and F:8 differ", Two + "=> «Dot(x, y)»;", "Dot(x, y)", "Dot(x, y.Linear(8))"),
        new("MGEN1001", "it takes vectors", Steps + "=> «Outer(x, x)».Sum();", "Outer(x, x)", "Outer(x.TakeLast(), x.TakeLast())"),
        new("MGEN1010", "differ", Two + "=> «Cosine(x.Linear(16), y.Linear(32))»;", "32", "16"),

        // axes
        new("MGEN1011", "no axis Channel", Steps + "=> x.Mean(«Axis.Channel»);", "Axis.Channel", "Axis.Time"),
        new("MGEN1011", "no axis Time", Image + "=> x.Mean(«Axis.Time»);", "Axis.Time", "Axis.Channel"),
        new("MGEN1011", "at place 2", Steps + "=> x.Softmax(«Axis.At(2)»).Sum();", "Axis.At(2)", "Axis.At(1)"),
        new("MGEN1011", "at place 3", Image + "=> x.Sum(«Axis.At(3)»);", "Axis.At(3)", "Axis.At(2)"),
        new("MGEN1011", "2 times", Nodes + "=> x * edges.Sum(«\"N\"»).Sum();", "edges.Sum(\"N\")", "edges.Sum(Axis.At(1))"),
        new("MGEN1011", "\"M\"", Nodes + "=> MatMul(edges, x).Mean(«\"M\"»);", "\"M\"", "\"N\""),
        new("MGEN1011", "no axis Height", Image + "=> x.Flatten().Max(«Axis.Height»);", "x.Flatten().Max(Axis.Height)", "x.Max(Axis.Height)"),
        new("MGEN1011", "no axis Feature", Image + "=> x.Transpose(«Axis.Feature», Axis.Width);", "Axis.Feature", "Axis.Height"),
        new("MGEN1003", "ends at 7", Vector + "=> x.Slice(Axis.Feature, 4, «5»);", "4, 5", "4, 4"),
        new("MGEN1003", "ends at 31", Image + "=> x.Slice(Axis.Width, 1, «32»);", "1, 32", "1, 31"),
        new("MGEN1003", "whose size is known", Steps + "=> x.Slice(Axis.Time, 0, «2»).Sum();", "x.Slice(Axis.Time, 0, 2)", "x.Slice(Axis.Feature, 0, 2)"),
        new("MGEN2001", "at least 1", Vector + "=> x.Repeat(Axis.Feature, «0»);", ", 0)", ", 2)"),
        new("MGEN2001", "Reshape takes 1 size ([F]) or 3 ([C, H, W]), not 4", Image + "=> x.«Reshape(-1, 3, 32, 32)»;", "-1, ", ""),
        new("MGEN1005", "256", "[Forward] static Symbol Run([Input(3, 8, 8)] Symbol x) => x.Conv2d(4, kernel: 3).«Reshape(256)»;", "256", "144"),
        new("MGEN1005", "8", Vector + "=> x.«Reshape(1, 3, 3)».Conv2d(2, kernel: 1);", "1, 3, 3", "1, 2, 4"),
        new("MGEN1007", "not known", Steps + "=> x.«Flatten()».Linear(2);", "Flatten()", "GlobalAveragePool()"),
    ];
}
