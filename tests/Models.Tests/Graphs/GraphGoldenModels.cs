using ModelGen;
using static ModelGen.Graph;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>The reference case unet: skips around a bottleneck.</summary>
[Model]
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
[Model]
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
[Model]
public partial class GoldenTextAndNumbers
{
    [Forward]
    static Symbol Classify([Tokens(Vocabulary = 39, Context = 9, Padding = 0)] Symbol ids, [Input(5)] Symbol numbers)
    {
        Symbol text = ids.Embedding(12).Gru(16);
        return Concat(text, numbers).Linear(14, name: "fc1").Relu().Linear(4, name: "fc2");
    }
}
