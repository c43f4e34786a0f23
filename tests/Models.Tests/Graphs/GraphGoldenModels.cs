using ModelGen;
using static ModelGen.Graph;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>The reference case unet: skips around a bottleneck.</summary>
[Model, Loss(Loss.BinaryCrossEntropy)]
public partial class GoldenUnet
{
    [Forward]
    static Symbol Segment([Input(3, 12, 20)] Symbol image)
    {
        Symbol fine = Convolve(Convolve(image, 6, "enc1a"), 6, "enc1b");
        Symbol coarse = Convolve(fine.MaxPool2d(2), 8, "enc2");
        Symbol middle = Convolve(coarse.MaxPool2d(2), 10, "mid");
        Symbol up = Convolve(Concat(middle.Upsample2d(2), coarse), 8, "dec2").ConvTranspose2d(6, kernel: 2, stride: 2, name: "up1");
        return Convolve(Concat(up, fine), 6, "dec1").Conv2d(1, kernel: 1, name: "out").Flatten();
    }

    private static Symbol Convolve(Symbol x, int channels, string name) => x.Conv2d(channels, kernel: 3, padding: 1, name: name).Relu();
}

/// <summary>The reference case densenet_block: names as torchvision's.</summary>
[Model, Loss(Loss.CrossEntropy)]
public partial class GoldenDenseNet
{
    private const int Growth = 5;

    [Forward]
    static Symbol Classify([Input(3, 10, 8)] Symbol image)
    {
        Symbol x = image.Conv2d(7, kernel: 3, padding: 1, bias: false, name: "conv0", weightName: "features.conv0");
        for (int layer = 1; layer <= 3; layer++)
        {
            Symbol old = x;
            Symbol added = x.Scope($"features.denseblock1.denselayer{layer}", y => y
                .BatchNorm(name: "norm1").Relu().Conv2d(2 * Growth, kernel: 1, bias: false, name: "conv1")
                .BatchNorm(name: "norm2").Relu().Conv2d(Growth, kernel: 3, padding: 1, bias: false, name: "conv2"));
            x = Concat(old, added);
        }

        return x
            .Scope("features.transition1", y => y.BatchNorm(name: "norm").Relu().Conv2d(x.Channels / 2, kernel: 1, bias: false, name: "conv").AvgPool2d(2))
            .BatchNorm(name: "norm5", weightName: "features.norm5").Relu().GlobalAveragePool().Linear(4, name: "classifier");
    }
}

/// <summary>The reference case multi_input: a text and numbers.</summary>
[Model, Loss(Loss.CrossEntropy)]
public partial class GoldenTextAndNumbers
{
    [Forward]
    static Symbol Classify([Tokens(Vocabulary = 39, Context = 9, Padding = 0)] Symbol ids, [Input(5)] Symbol numbers)
    {
        Symbol text = ids.Embedding(12).Gru(16);
        return Concat(text, numbers).Linear(14, name: "fc1").Relu().Linear(4, name: "fc2");
    }
}

/// <summary>The reference case two_heads: a weighted sum of two losses.</summary>
[Model]
public partial class GoldenTwoHeads
{
    [Forward]
    static (Symbol Logits, Symbol Value) Judge([Input(14)] Symbol x)
    {
        Symbol trunk = x.Linear(20, name: "fc1").Relu().Linear(16, name: "fc2").Relu();
        return (trunk.Linear(4, name: "classes"), trunk.Linear(1, name: "value"));
    }

    [Objective]
    static Symbol Both(Symbol logits, Symbol value, [Id(4)] Symbol labels, [Input(1)] Symbol wanted) =>
        CrossEntropy(logits, labels) + 0.5f * Huber(value, wanted);
}

/// <summary>The reference case siamese_triplet: one tower three times, and an objective without targets.</summary>
[Model]
public partial class GoldenTriplet
{
    private const float Margin = 0.5f;

    [Forward]
    static (Symbol A, Symbol P, Symbol N) Embed([Input(15)] Symbol anchor, [Input(15)] Symbol positive, [Input(15)] Symbol negative)
    {
        Layer tower = Shared(x => x.Linear(20, name: "fc1").Relu().Linear(8, name: "fc2").Tanh(), weightName: "");
        return (tower(anchor), tower(positive), tower(negative));
    }

    [Objective]
    static Symbol Distances(Symbol a, Symbol p, Symbol n) => (Distance(a, p) - Distance(a, n) + Margin).Relu();

    private static Symbol Distance(Symbol a, Symbol b) => (a - b).Square().Sum().Sqrt();
}

/// <summary>The reference case vae: its noise is an input here, and its pixels are inputs and targets.</summary>
[Model]
public partial class GoldenVae
{
    [Forward]
    static (Symbol Logits, Symbol Mean, Symbol LogVariance) Encode([Input(30)] Symbol pixels, [Input(6)] Symbol noise)
    {
        Symbol hidden = pixels.Linear(22, name: "enc").Relu();
        Symbol mean = hidden.Linear(6, name: "mean"), logVariance = hidden.Linear(6, name: "logvar");
        Symbol z = mean + (logVariance / 2).Exp() * noise;
        return (z.Linear(22, name: "dec").Relu().Linear(30, name: "out"), mean, logVariance);
    }

    [Objective]
    static Symbol Elbo(Symbol logits, Symbol mean, Symbol logVariance, Symbol pixels) =>
        BinaryCrossEntropy(logits, pixels, reduction: Reduction.Sum) - 0.5f * (1 + logVariance - mean.Square() - logVariance.Exp()).Sum();
}

/// <summary>The reference case mobilenet_block: a filter for each channel.</summary>
[Model, Loss(Loss.CrossEntropy)]
public partial class GoldenMobileNet
{
    [Forward]
    static Symbol Classify([Input(3, 14, 10)] Symbol image) => image
        .Conv2d(8, kernel: 3, padding: 1, bias: false, name: "stem").BatchNorm(name: "bn0").Relu6()
        .Conv2d(8, kernel: 3, stride: 2, padding: 1, groups: 8, bias: false, name: "depthwise").BatchNorm(name: "bn1").Relu6()
        .Conv2d(12, kernel: 1, bias: false, name: "pointwise").BatchNorm(name: "bn2").Relu6()
        .GlobalAveragePool().Linear(5, name: "fc");
}

/// <summary>The reference case moe_soft: experts side by side, weighed by a gate.</summary>
[Model, Loss(Loss.MeanSquaredError)]
public partial class GoldenExperts
{
    [Forward]
    static Symbol Mix([Input(12)] Symbol x)
    {
        Symbol gate = x.Linear(4, name: "gate").Softmax();
        Symbol[] experts = new Symbol[4];
        for (int i = 0; i < experts.Length; i++)
        {
            experts[i] = x.Scope($"experts.{i}", y => y.Linear(15, name: "fc1").Silu().Linear(7, name: "fc2"));
        }

        return MatMul(gate, Stack("E", experts));
    }
}

/// <summary>The reference case infonce.</summary>
[Model]
public partial class GoldenContrast
{
    [Forward]
    static (Symbol A, Symbol B) Embed([Input(12)] Symbol first, [Input(16)] Symbol second) => (first.Linear(9, name: "a"), second.Linear(9, name: "b"));

    [Objective]
    static Symbol Contrast(Symbol a, Symbol b) => InfoNce(a, b, temperature: 0.2);
}

/// <summary>The reference case focal.</summary>
[Model]
public partial class GoldenFocal
{
    [Forward]
    static Symbol Classify([Input(13)] Symbol x) => x.Linear(17, name: "fc1").Relu().Linear(5, name: "fc2");

    [Objective]
    static Symbol Hard(Symbol classify, [Id(5)] Symbol labels) => Focal(classify, labels, gamma: 2);
}
