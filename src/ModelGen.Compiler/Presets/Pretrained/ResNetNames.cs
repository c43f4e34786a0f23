using ModelGen.Compiler.Layers;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>What a library calls the parts of a ResNet.</summary>
internal sealed record ResNetNames(string Stem, string StemNorm, string Classifier, string Shortcut, string ShortcutNorm, bool IsTorchvision)
{
    public static ResNetNames Torchvision { get; } = new("conv1", "bn1", "fc", "downsample.0", "downsample.1", true);

    public static ResNetNames HuggingFace { get; } = new(
        "resnet.embedder.embedder.convolution", "resnet.embedder.embedder.normalization", "classifier.1", "shortcut.convolution", "shortcut.normalization", false);

    public string Block(int stage, int index) => IsTorchvision
        ? $"layer{LayerText.Number(stage + 1)}.{LayerText.Number(index)}"
        : $"resnet.encoder.stages.{LayerText.Number(stage)}.layers.{LayerText.Number(index)}";

    public string Convolution(int index) => IsTorchvision ? "conv" + LayerText.Number(index + 1) : $"layer.{LayerText.Number(index)}.convolution";

    public string Norm(int index) => IsTorchvision ? "bn" + LayerText.Number(index + 1) : $"layer.{LayerText.Number(index)}.normalization";
}
