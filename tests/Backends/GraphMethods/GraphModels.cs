using ModelGen;
using ModelGen.Equality;
using static ModelGen.Graph;

namespace ModelGen.GraphMethods;

/// <summary>Inputs of every kind, lengths of their own, and outputs per step and per example.</summary>
[Backends(Target.Here), Model]
public partial class Kinds
{
    [Forward]
    static (Symbol Tags, Symbol Topic, Symbol Raw) Read([Tokens(Vocabulary = 20, Context = 9, Padding = 0)] Symbol text, [Sequence(4, MaxLength = 7)] Symbol sound, [Scalar] Symbol age, [Id(6)] Symbol user)
    {
        Symbol words = text.Embedding(8, name: "words").PositionEmbedding(), heard = sound.Linear(6).Gru(8, returnSequences: true);
        Symbol both = words + words.CrossAttention(heard, heads: 2) + heard.GlobalMaxPool();
        Symbol whole = Concat(both.GlobalAveragePool(), heard.GlobalMaxPool(), user.Embedding(3, name: "users"), age);
        return (both.Linear(5, name: "tags"), whole.Linear(4, name: "topic"), age);
    }

    [Objective]
    static Symbol All(Symbol tags, Symbol topic, Symbol raw, [Tokens(Vocabulary = 5, Context = 9)] Symbol wanted, [Id(4)] Symbol subject, Symbol age) =>
        CrossEntropy(tags, wanted, labelSmoothing: 0.1) + 0.3 * CrossEntropy(topic, subject, classWeights: [1, 2, 0.5, 1]) + MeanSquaredError(raw, age * 0.5) / 4 + MeanAbsoluteError(age, raw * 2) * 0.01;
}

/// <summary>Shared layers with packed matrices, norms and recurrent layers, and a shared block.</summary>
[Backends(Target.Here), Model]
public partial class Twins
{
    [Forward]
    static (Symbol Left, Symbol Right) Embed([Tokens(Vocabulary = 20, Context = 8, Padding = 0)] Symbol first, [Tokens(Vocabulary = 20, Context = 8, Padding = 0)] Symbol second)
    {
        Layer words = Shared(x => x.Embedding(8));
        Layer tower = Shared(x => (x + x.RmsNorm().SelfAttention(heads: 2, rotary: true)).Residual<Thought>().Gru(6, bidirectional: true).LayerNorm());
        Layer head = Shared<Thought>();
        return (head(tower(words(first)).Linear(8, name: "left")), head(tower(words(second)).Linear(8, name: "right")));
    }

    [Objective]
    static Symbol Near(Symbol left, Symbol right) => InfoNce(left, right, temperature: 0.5, symmetric: true) + CosineDistance(left, right);
}

/// <summary>A gate in a block.</summary>
[Block, RmsNorm, SwiGlu(12)]
public partial class Thought;

/// <summary>Names as torchvision has them, and a projection beside a branch.</summary>
[Backends(Target.Here), Model, Loss(Loss.CrossEntropy)]
public partial class Residuals
{
    [Forward]
    static Symbol Classify([Input(3, 8, 8)] Symbol image)
    {
        Symbol x = image.Conv2d(4, kernel: 3, padding: 1, bias: false, name: "conv1").BatchNorm(name: "bn1").Relu();
        int[] widths = [4, 8];
        for (int i = 0; i < 2; i++)
        {
            x = x.Scope($"layer{i + 1}.0", y => Join(y, widths[i], i + 1));
            x = x.Scope($"layer{i + 1}.1", y => Join(y, widths[i], 1));
        }

        return x.GlobalAveragePool().Linear(3, name: "fc");
    }

    private static Symbol Join(Symbol x, int channels, int stride)
    {
        Symbol deep = x.Conv2d(channels, kernel: 3, stride: stride, padding: 1, bias: false, name: "conv1").BatchNorm(name: "bn1").Relu().Conv2d(channels, kernel: 3, padding: 1, bias: false, name: "conv2").BatchNorm(name: "bn2");
        Symbol skip = x.Channels == channels ? x : x.Conv2d(channels, kernel: 1, stride: stride, bias: false, name: "skip0", weightName: "downsample.0").BatchNorm(name: "skip1", weightName: "downsample.1");
        return (deep + skip).Relu();
    }
}

/// <summary>An image from noise and a class.</summary>
[Backends(Target.Here), Model, Loss(Loss.MeanSquaredError)]
public partial class Painter
{
    [Forward]
    static Symbol Paint([Input(6)] Symbol noise, [Id(5)] Symbol kind)
    {
        Symbol x = Concat(noise, kind.Embedding(4)).Linear(4 * 3 * 3).Reshape(4, 3, 3);
        Symbol gate = kind.Embedding(3, name: "gates").Sigmoid();
        x = x.ConvTranspose2d(3, kernel: 2, stride: 2).GroupNorm(3).Silu();
        return (x + x.Conv2d(3, kernel: 3, same: true).Tanh().AvgPool2d(2).Upsample2d(2)).GlobalAveragePool() * gate;
    }
}

/// <summary>A network over a graph that comes with the example.</summary>
[Backends(Target.Here), Model]
public partial class Nodes
{
    [Forward]
    static (Symbol Scores, Symbol Sum) Judge([Tensor("N<=6", "F:5")] Symbol features, [Tensor("N<=6", "N<=6")] Symbol adjacency)
    {
        Symbol x = MatMul(adjacency, features.Linear(7)).Relu();
        Symbol y = MatMul(adjacency, x.Linear(3));
        return (y, y.Max("N") + features.Mean("N").Linear(3));
    }

    [Objective]
    static Symbol Both(Symbol scores, Symbol sum, [Id(3, "N<=6")] Symbol labels, [Input(3)] Symbol wanted) => CrossEntropy(scores, labels, ignoreIndex: 2) + Huber(sum, wanted) + MeanAbsoluteError(sum, wanted);
}

/// <summary>Blocks of several inputs, and outputs that are inputs or twice the same.</summary>
[Backends(Target.Here), Model]
public partial class Decoders
{
    [Forward]
    static (Symbol Same, Symbol Given, Symbol Twice) Run([Sequence(6, MaxLength = 8)] Symbol x, [Tokens(Vocabulary = 12, Context = 7, Padding = 3)] Symbol text, [Input(6)] Symbol gate)
    {
        Symbol memory = text.Embedding(6).SelfAttention(heads: 1);
        Symbol y = x.Repeat<DecoderLayer>(2, memory, gate, name: "layers").LayerNorm().TakeLast();
        return (y, gate, y);
    }

    [Objective]
    static Symbol Far(Symbol same, Symbol given, Symbol twice, [Input(6)] Symbol shares) =>
        BinaryCrossEntropy(same, shares) + BinaryFocal(twice, shares, gamma: 1.5, alpha: 0.3) + KlDivergence(shares.Softmax(), given.Softmax()) + Triplet(same, shares, given, margin: 0.7) + CrossEntropy(given, shares.Softmax());
}

/// <summary>A gate, and the mean of a memory.</summary>
[Block]
public partial class DecoderLayer
{
    [Forward]
    static Symbol Run(Symbol x, Symbol memory, Symbol gate)
    {
        x = x + x.LayerNorm().SelfAttention(heads: 2, causal: true);
        x = x + x.LayerNorm().CrossAttention(memory, heads: 2);
        return x + x.LayerNorm().Linear(6) * (gate.Sigmoid() + memory.GlobalAveragePool());
    }
}

/// <summary>What has no layer: arithmetic, sums over axes, values side by side.</summary>
[Backends(Target.Here), Model, Loss(Loss.MeanSquaredError)]
public partial class Formulas
{
    [Forward]
    static Symbol Run([Input(4)] Symbol a, [Input(4)] Symbol b, [Scalar] Symbol scale)
    {
        Symbol x = a.Linear(4, name: "x"), y = b.Linear(4, name: "y").Sigmoid() + 0.5;
        Symbol waves = x.Sin() * y.Cos() + (x / 3).Exp() - y.Log() + y.Sqrt() + (y * 2).Pow(1.5) + x.Erf();
        Symbol parts = Maximum(x, 2 * y) - Minimum(x, 1 - y) + x.Abs() + (-x).Square() / y + x.HardSwish() + Relu(x);
        Symbol table = MatMul(Stack("E", x, y), Outer(x, y)) + Stack("E", waves, parts);
        Symbol sums = Concat(table.Sum("E"), table.Max(Axis.Feature).Reshape(2), table.LogSumExp("E"), Dot(x, y), Cosine(x, waves), scale.Clamp(-0.5, 0.5), x.Variance());
        Symbol moved = Concat(x.Slice(Axis.Feature, 1, 2), y.Repeat(Axis.Feature, 2), x.Flip(Axis.Feature).CumSum(), Where(x > y, waves, y).Normalize(), x.Softmax(), y.LogSoftmax());
        return Concat(sums, moved).Linear(3, name: "last") * scale.Sum();
    }

    private static Symbol Relu(Symbol x) => Where(x > 0, x, 0 * x);
}

/// <summary>More inputs than a module of TorchSharp takes, and layers that are called as no field can be.</summary>
[Backends(Target.Here), Model, Loss(Loss.MeanSquaredError)]
public partial class Crowded
{
    [Forward]
    static Symbol Run([Input(2)] Symbol a, [Input(2)] Symbol b, [Id(4)] Symbol c, [Id(5)] Symbol d, [Scalar] Symbol e, [Scalar] Symbol f, [Input(3)] Symbol inputs, [Tokens(Vocabulary = 9, Context = 7, Padding = 0)] Symbol text)
    {
        Symbol x = Concat(a, b, c.Embedding(3, name: "train"), d.Embedding(2, weightName: "fc-1.Table"), e, f, inputs, text.Embedding(4, weightName: "Words").GlobalAveragePool());
        return x.Linear(8, name: "forward").Relu().Scope("eval", y => y.Linear(4, weightName: "0")).Linear(1, weightName: "to.call");
    }
}

/// <summary>One input, whose axis is no sequence's.</summary>
[Backends(Target.Here), Model, Loss(Loss.MeanSquaredError)]
public partial class Points
{
    [Forward]
    static Symbol Pool([Tensor("N<=6", "F:3")] Symbol points)
    {
        Symbol x = points.Linear(8).Relu();
        return Concat(x.Max("N"), x.Mean("N")).Linear(1);
    }
}
