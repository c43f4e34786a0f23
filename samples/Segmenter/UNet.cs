using ModelGen;
using static ModelGen.Graph;

namespace SegmenterSample;

/// <summary>A U-Net (Ronneberger et al. 2015, arXiv:1505.04597): down to a quarter of the size and up again, each level of the way up beside what the way down saw there. One logit for each pixel.</summary>
[Model]
[Loss(Loss.BinaryCrossEntropy)]
public partial class UNet
{
    [Forward]
    static Symbol Segment([Input(1, Scene.Size, Scene.Size)] Symbol image)
    {
        Symbol fine = Twice(image, 12);
        Symbol middle = Twice(fine.MaxPool2d(2), 24);
        Symbol coarse = Twice(middle.MaxPool2d(2), 48);
        middle = Twice(Concat(middle, coarse.Upsample2d(2)), 24);
        fine = Twice(Concat(fine, middle.Upsample2d(2)), 12);
        return fine.Conv2d(1, kernel: 1).Flatten();
    }

    private static Symbol Twice(Symbol x, int channels)
    {
        for (int i = 0; i < 2; i++) x = x.Conv2d(channels, kernel: 3, same: true, bias: false).BatchNorm().Relu();
        return x;
    }
}
