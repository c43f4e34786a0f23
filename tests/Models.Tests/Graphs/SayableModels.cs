using ModelGen;

namespace ModelGen.Models.Tests.Graphs;

using static ModelGen.Graph;

/// <summary>Branches of other kernels beside each other (Szegedy et al. 2015).</summary>
[Model, Loss(Loss.CrossEntropy)]
public partial class Inception
{
    [Forward]
    static Symbol Classify([Input(1, 8, 8)] Symbol image) => Module(Module(image, "first").MaxPool2d(2), "second").GlobalAveragePool().Linear(2);

    private static Symbol Module(Symbol x, string name) => Concat(
        x.Conv2d(3, kernel: 1, name: name + "One").Relu(),
        x.Conv2d(2, kernel: 1, name: name + "ThreeReduce").Relu().Conv2d(4, kernel: 3, padding: 1, name: name + "Three").Relu(),
        x.Conv2d(2, kernel: 1, name: name + "FiveReduce").Relu().Conv2d(3, kernel: 5, padding: 2, name: name + "Five").Relu(),
        x.MaxPool2d(3, stride: 1, padding: 1).Conv2d(2, kernel: 1, name: name + "Pool").Relu());
}

/// <summary>An image in patches behind a class token: a small ViT.</summary>
[Model, Loss(Loss.CrossEntropy)]
public partial class Vision
{
    [Forward]
    static Symbol Classify([Input(2, 4, 6)] Symbol image)
    {
        Symbol x = image.Patches(2).Linear(8, name: "patches");
        x = Concat(Axis.Time, Weights(["T:1", "F:8"], name: "classToken"), x) + Weights(["T:7", "F:8"], name: "positions");
        return x.Repeat<VisionLayer>(2, name: "layers").LayerNorm().TakeFirst().Linear(3);
    }
}

/// <summary>Attention, then a perceptron.</summary>
[Block, Residual<VisionAttend>, Residual<VisionThink>]
public partial class VisionLayer;

/// <summary>Attention.</summary>
[Block, LayerNorm, SelfAttention(Heads = 2)]
public partial class VisionAttend;

/// <summary>A perceptron.</summary>
[Block, LayerNorm, Linear(16), Gelu, Linear(8)]
public partial class VisionThink;

/// <summary>Crossed ids straight to the answer, and beside them a deep network over embeddings and numbers (Cheng et al. 2016).</summary>
[Model, Loss(Loss.BinaryCrossEntropy)]
public partial class WideAndDeep
{
    [Forward]
    static Symbol Click([Id(6)] Symbol user, [Id(5)] Symbol item, [Input(3)] Symbol numbers)
    {
        Symbol wide = Outer(user.OneHot(6), item.OneHot(5)).Reshape(30).Linear(1, name: "wide");
        Symbol deep = Concat(user.Embedding(4, name: "users"), item.Embedding(4, name: "items"), numbers).Linear(16).Relu().Linear(1, name: "deep");
        return wide + deep;
    }
}

/// <summary>Numbers of a label, from noise.</summary>
[Model]
public partial class LabelledGenerator
{
    [Forward]
    static Symbol Make([Input(2)] Symbol noise, [Id(3)] Symbol label) => Concat(noise, label.Embedding(4)).Linear(16).Relu().Linear(1);
}

/// <summary>Whether a number is real, given its label.</summary>
[Model, Loss(Loss.BinaryCrossEntropy)]
public partial class LabelledJudge
{
    [Forward]
    static Symbol Judge([Input(1)] Symbol number, [Id(3)] Symbol label) => Concat(number, label.OneHot(3)).Linear(16).LeakyRelu().Linear(16).LeakyRelu().Linear(1);
}

/// <summary>An autoencoder that draws its own noise.</summary>
[Model]
public partial class NoisyAutoencoder
{
    [Forward]
    static (Symbol Logits, Symbol Mean, Symbol LogVariance) Encode([Input(8)] Symbol pixels)
    {
        Symbol hidden = pixels.Linear(16).Relu();
        Symbol mean = hidden.Linear(2, name: "mean"), logVariance = hidden.Linear(2, name: "logVariance");
        Symbol z = mean + (logVariance / 2).Exp() * Normal(like: mean);
        return (z.Linear(16).Relu().Linear(8), mean, logVariance);
    }

    [Objective]
    static Symbol Elbo(Symbol logits, Symbol mean, Symbol logVariance, Symbol pixels) =>
        BinaryCrossEntropy(logits, pixels, reduction: Reduction.Sum) - 0.5f * (1 + logVariance - mean.Square() - logVariance.Exp()).Sum();
}

/// <summary>Random numbers, straight out, also of a block that is repeated.</summary>
[Model]
public partial class Draws
{
    [Forward]
    static (Symbol Bell, Symbol Flat, Symbol Walk) Draw([Input(1000)] Symbol x) => (Normal(like: x) + 0 * x, Uniform(like: x) + 0 * x, (0 * x).Repeat<Stagger>(3));
}

/// <summary>A random step.</summary>
[Block]
public partial class Stagger
{
    [Forward]
    static Symbol Run(Symbol x) => x + Normal(like: x);
}

/// <summary>Attention by hand, over a value whose two axes are one length.</summary>
[Model]
public partial class ByHand
{
    [Forward]
    static Symbol Run([Sequence(4, MaxLength = 5)] Symbol input)
    {
        Symbol query = input.Linear(3, name: "query"), key = input.Linear(3, name: "key"), scores = MatMul(query, key.Transpose(Axis.Time, Axis.Feature));
        return Concat(MatMul(scores.Softmax(), input).Mean(Axis.Time), scores.Variance(Axis.At(1)).Max(), scores.ArgMax().Sum() * 0, scores.Normalize(Axis.At(0)).Square().Mean());
    }
}
