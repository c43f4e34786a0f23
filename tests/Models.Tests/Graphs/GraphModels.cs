using ModelGen;
using static ModelGen.Graph;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>One tower for two values: its gradient is the sum over both.</summary>
[Model]
public partial class Towers
{
    [Forward]
    static Symbol Compare([Input(6)] Symbol input)
    {
        Layer tower = Shared(x => x.Linear(5).Tanh().Scope("deep", y => y.Linear(4)));
        return tower(input) * tower(input.Linear(6).Sigmoid());
    }
}

/// <summary>A shared block, with a block in it that is repeated.</summary>
[Model]
public partial class BlockTowers
{
    [Forward]
    static Symbol Compare([Input(4)] Symbol input)
    {
        Layer tower = Shared<Tower>();
        return tower(input) + 0.5 * tower(-input) * Twice(input);
    }

    [Shared]
    private static Symbol Twice(Symbol x) => x.Linear(4);
}

/// <summary>Steps, then a layer.</summary>
[Block]
public partial class Tower
{
    [Forward]
    static Symbol Run(Symbol x) => x.Repeat<Step>(2).Linear(4, name: "last");
}

/// <summary>A pipeline.</summary>
[Block, Linear(4), Tanh]
public partial class Step;

/// <summary>A block of two inputs: once, around a sum, and repeated with an input that all copies share.</summary>
[Model]
public partial class Gated
{
    [Forward]
    static Symbol Run([Input(4)] Symbol input)
    {
        Symbol gate = input.Linear(4, name: "gate").Sigmoid();
        return input.Use<Gate>(gate, name: "first").Residual<Gate>(gate, name: "second").Repeat<Gate>(3, gate, name: "rest").Repeat<Gate>(2, input);
    }
}

/// <summary>Two inputs.</summary>
[Block]
public partial class Gate
{
    [Forward]
    static Symbol Run(Symbol x, Symbol gate) => (x.Linear(4) - gate).Tanh() * gate + x.Square() / 4;
}

/// <summary>Every element-wise operation that is smooth where the test looks.</summary>
[Model]
public partial class Arithmetic
{
    [Forward]
    static Symbol Run([Input(5)] Symbol input)
    {
        Symbol a = input.Linear(7, name: "a"), b = input.Linear(7, name: "b").Sigmoid() + 0.5;
        Symbol waves = a.Sin() * b.Cos() + (a / 3).Exp() - b.Log() + b.Sqrt() + (b * 2).Pow(1.5) + a.Erf();
        Symbol parts = Maximum(a, 2 * b) - Minimum(a, 1 - b) + a.Abs() + (-a).Square() / b;
        return Where(a > b, waves, parts).Clamp(-50, 50) + Where(!(a <= 0) & (b < 1) | Equal(a, b), a, -b);
    }
}

/// <summary>Sums and means over axes, and values that lack axes beside those that have them.</summary>
[Model]
public partial class Reductions
{
    [Forward]
    static Symbol Run([Input(3, 4, 2)] Symbol input)
    {
        Symbol gate = input.Mean(Axis.Height).Sum(Axis.At(1)).Sigmoid();
        Symbol x = input * gate - input.Mean() + input.Variance(Axis.Width) / (1 + input.Max(Axis.Channel).Square().Mean(Axis.Width));
        return (x + input.Min().Tanh()).Flatten();
    }
}

/// <summary>The cosine of two vectors, scaled.</summary>
[Model]
public partial class Angle
{
    [Forward]
    static Symbol Run([Input(5)] Symbol input) => Cosine(input.Linear(4), input.Linear(4).Tanh()) * input;
}

/// <summary>Images of two widths beside each other, and a skip with a projection.</summary>
[Model]
public partial class Skips
{
    [Forward]
    static Symbol Run([Input(2, 6, 6)] Symbol input)
    {
        Symbol x = input;
        foreach (int channels in new[] { 3, 5 })
        {
            Symbol deep = x.Conv2d(channels, kernel: 3, padding: 1, stride: 2).Silu().Conv2d(channels, kernel: 3, padding: 1);
            x = (deep + x.Conv2d(channels, kernel: 1, stride: 2)).Tanh();
        }

        return Concat(x, x.Sigmoid(), x * x).Flatten();
    }
}

/// <summary>Two towers, and each of them alone.</summary>
[Model]
public partial class Shop
{
    [Forward]
    static Symbol Score([Id(9)] Symbol user, [Tokens(Vocabulary = 11, Context = 8)] Symbol history, [Tokens(Vocabulary = 13, Context = 12)] Symbol words) =>
        Dot(User(user, history), Item(words));

    [Forward]
    static (Symbol Vector, Symbol Length) ItemVector([Tokens(Vocabulary = 13, Context = 12)] Symbol words)
    {
        Symbol vector = Item(words);
        return (vector, vector.Square().Sum().Sqrt());
    }

    [Forward]
    static Symbol UserVector([Tokens(Vocabulary = 11, Context = 8)] Symbol history, [Id(9)] Symbol user) => User(user, history);

    [Shared]
    static Symbol User(Symbol id, Symbol history) => id.Embedding(5) + history.Embedding(5).Conv1d(5, kernel: 2, stride: 2).Repeat<Attend>(2).TakeLast();

    [Shared]
    static Symbol Item(Symbol words) => words.Embedding(5).Repeat<Attend>(2).ConvTranspose1d(5, kernel: 2, stride: 2).Conv1d(5, kernel: 3, stride: 2).Use<Attend>().GlobalAveragePool().BatchNorm();
}

/// <summary>A block that asks for sizes, for two widths, in a pipeline's place and in another block.</summary>
[Model]
public partial class Sized
{
    [Forward]
    static Symbol Run([Input(2, 5, 6)] Symbol image) => image.Use<Squeeze>(name: "first").Conv2d(4, kernel: 2).Use<Squeeze>(name: "second").Repeat<Squeeze>(2, name: "rest").Flatten();
}

/// <summary>Squeeze and excitation (Hu et al. 2017, arXiv:1709.01507).</summary>
[Block]
public partial class Squeeze
{
    [Forward]
    static Symbol Run(Symbol x)
    {
        Symbol gate = x.Mean(Axis.Width).Mean(Axis.Height).Reshape(x.Channels).Linear(System.Math.Max(1, x.Channels / 2)).Relu().Linear(x.Channels).Sigmoid();
        return x * gate.Reshape(x.Channels, 1, 1).Repeat(Axis.Height, x.Height).Repeat(Axis.Width, x.Width);
    }
}

/// <summary>The block in a pipeline.</summary>
[Model, Input(2, 5, 6), Use<Squeeze>(Name = "first"), Conv2d(4, Kernel = 2, Name = "conv2d"), Use<Squeeze>(Name = "second"), Repeat<Squeeze>(2, Name = "rest"), Flatten]
public partial class SizedPipeline;

/// <summary>Steps that see each other.</summary>
[Block, LayerNorm, SelfAttention(Heads = 1), Conv1d(5, Kernel = 3, Same = true)]
public partial class Attend;

/// <summary>An encoder and a decoder that looks at it.</summary>
[Model]
[Loss(Loss.CrossEntropy)]
public partial class Reader
{
    [Forward]
    static Symbol Translate([Tokens(Vocabulary = 9, Context = 8)] Symbol source, [Tokens(Vocabulary = 7, Context = 10)] Symbol text)
    {
        Symbol memory = source.Embedding(8, name: "sourceTokens").SelfAttention(heads: 2);
        return text.Embedding(8, name: "textTokens").PositionEmbedding().Repeat<ReaderLayer>(2, memory, name: "layers").Linear(7);
    }
}

/// <summary>A layer of the decoder.</summary>
[Block]
public partial class ReaderLayer
{
    [Forward]
    static Symbol Run(Symbol x, Symbol memory)
    {
        x = x + x.LayerNorm().SelfAttention(heads: 2, causal: true);
        x = x + x.LayerNorm().CrossAttention(memory, heads: 2);
        return x + x.LayerNorm().Linear(16).Gelu().Linear(8);
    }
}
