using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>
/// ResNet (He et al. 2015, arXiv:1512.03385) with Hugging Face's names, or with torchvision's for a configuration of <c>channels</c> and <c>blocks</c>: those files have none of their own.
/// </summary>
internal static class ResNetFamily
{
    private const int UsualImage = 224, Reduction = 4;

    /// <summary>Beyond what anybody has published: a file that says more is damaged.</summary>
    private const int MostBlocks = 1000;

    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        bool isTorchvision = c.Find("channels") is not null;
        ResNetNames names = isTorchvision ? ResNetNames.Torchvision : ResNetNames.HuggingFace;
        IReadOnlyList<int> widths = c.Sizes(isTorchvision ? "channels" : "hidden_sizes"), depths = c.Sizes(isTorchvision ? "blocks" : "depths");
        if (widths.Count == 0 || widths.Count != depths.Count || depths.Sum(depth => (long)depth) > MostBlocks)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{c.File}: {(isTorchvision ? "channels and blocks" : "hidden_sizes and depths")} must have one number for each stage, and at least one, and at most {MostBlocks} blocks: {widths.Count} and {depths.Count} are there");
        }

        string kind = c.Text(isTorchvision ? "block" : "layer_type") ?? (isTorchvision ? "basic" : "bottleneck");
        if (kind is not ("basic" or "bottleneck") || (isTorchvision && kind != "basic"))
        {
            throw new ConfigFault(ErrorId.ConfigUnknown, $"{c.File}: {(isTorchvision ? "block" : "layer_type")} \"{JsonValue.Clip(kind)}\" is not known; these are: basic{(isTorchvision ? "" : ", bottleneck")}");
        }

        var style = new ResNetBlocks(f, names, kind == "bottleneck" ? Reduction : 1, c.Truth("downsample_in_bottleneck", false), Of("Epsilon", c.Epsilon("eps", 1e-5)), Of("Momentum", c.Real("momentum", 0.1)), f.Activation("hidden_act", c.Text("hidden_act") ?? "relu"));
        bool isFirstHalved = c.Truth("downsample_in_first_stage", false);
        int stem = isTorchvision ? widths[0] : c.Size("embedding_size", 64), image = (int)System.Math.Min(System.Math.Max(f.Attribute.Int("ImageSize"), 0), int.MaxValue);
        int height = image > 0 ? image : c.Size("height", UsualImage), width = image > 0 ? image : c.Size("width", UsualImage);
        c.Skip("height", "width", "out_features", "out_indices", "stage_names");

        var blocks = new List<BlockSpec>();
        var layers = new List<LayerSpec?>
        {
            f.Layer("Input", Of("sizes", new long[] { c.Size(isTorchvision ? "in_channels" : "num_channels", 3), height, width })),
            f.Layer("Conv2d", Of("channels", stem), Of("Kernel", 7), Of("Stride", 2), Of("Padding", 3), Of("Bias", false), Name("Stem"), File(names.Stem)),
            style.Norm("StemNorm", names.StemNorm),
            style.Activation,
            f.Layer("MaxPool2d", Of("size", 3), Of("Stride", 2), Of("Padding", 1)),
        };
        int channels = stem;
        for (int stage = 0; stage < widths.Count; stage++)
        {
            int stride = stage > 0 || isFirstHalved ? 2 : 1;
            for (int i = 0; i < depths[stage]; i++)
            {
                string block = $"Stage{LayerText.Number(stage + 1)}{(i == 0 ? "First" : "Next")}";
                if (i < 2)
                {
                    blocks.Add(style.Block(block, channels, widths[stage], i == 0 ? stride : 1));
                }

                layers.Add(f.Writer.Use("Use", block, Name($"Layer{LayerText.Number(stage + 1)}_{LayerText.Number(i)}"), File(names.Block(stage, i))));
                channels = widths[stage];
            }
        }

        ModelHead head = ModelHead.Read(f);
        f.Tied(head);
        if (head.Kind == "None" && c.Find("classes") is not null && f.Attribute.Text("Head") is null or "Published")
        {
            head = new("Classes", c.Size("classes"));
        }

        c.Skip("classes");
        if (head.IsLanguage)
        {
            throw new ConfigFault(ErrorId.MisplacedHead, "Head.Language is of texts: a convolutional network has Head.Classes, Head.Embedding or Head.None", "Head");
        }

        layers.AddRange(head.Kind switch
        {
            "Classes" => [f.Layer("GlobalAveragePool"), f.Layer("Linear", Of("outFeatures", head.Classes), Name("Classifier"), File(names.Classifier), f.Initial), .. head.LossOf(f)],
            "Embedding" => f.Sentence,
            _ => Enumerable.Empty<LayerSpec>(),
        });
        return new(layers, blocks, head.IsClasses ? [] : [names.Classifier + "."]);
    }
}
