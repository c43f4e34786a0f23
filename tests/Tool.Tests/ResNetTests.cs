using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using ModelGen;
using Xunit;

namespace ModelGenTool.Tests;

/// <summary>torchvision's names, and the trunk alone.</summary>
[Pretrained("resnet18.config.json", Head = Head.None)]
public partial class ResNet18;

/// <summary>
/// The published ResNet18 of Microsoft.ML.DnnImageFeaturizer.ResNet18: an ONNX file of CNTK with names of its own and a third block in its last stage. Its padding of windows of stride 2 is one less at the end, where no window of such images reaches.
/// </summary>
public sealed class ResNetTests : IDisposable
{
    private const int Features = 512, Size = 224;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-resnet-");

    [Fact]
    public void RenamedWeightsGiveTheFeaturesOfOnnxRuntime()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "resnet", "ResNet18.onnx"), weights = Path.Combine(_folder.FullName, "resnet18.safetensors");
        List<string> arguments = ["convert", file, "--output", weights];
        foreach ((string old, string name) in Names()) arguments.AddRange(["--rename", $"{old}={name}"]);
        Assert.Contains("110 tensors", Tool.Says([.. arguments]), StringComparison.Ordinal);
        Assert.Contains("and ResNet18: 110 of 110 tensors fit", Tool.Says("diff", weights, typeof(ResNet18).Assembly.Location, "--model", "ResNet18"), StringComparison.Ordinal);
        ResNet18 model = new(weights);

        // Blobs and noise, in the range of pixels.
        float[] image = new float[3 * Size * Size];
        Random random = new(1);
        for (int i = 0; i < image.Length; i++) image[i] = (float)(127 + (90 * Math.Sin(i % Size / 17.0) * Math.Cos(i / Size / 23.0)) + (30 * random.NextDouble()));
        float[] states = new float[Features * 49], actual = new float[Features];
        model.Predict(new ReadOnlyTensorSpan<float>(image, [1, 3, Size, Size])).FlattenTo(states);
        for (int i = 0; i < Features; i++) actual[i] = TensorPrimitives.Sum<float>(states.AsSpan(i * 49, 49)) / 49;

        using InferenceSession session = new(file);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image, [1, 3, Size, Size]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [session.InputNames[0]], [input], [session.OutputNames[0]]);
        float[] expected = results[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal(Features, expected.Length);
        float scale = TensorPrimitives.MaxMagnitude<float>(expected);
        Assert.True(scale > 0.1f);
        for (int i = 0; i < Features; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-4 * scale, $"feature {i}: {expected[i]} and {actual[i]}");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // By the order of the file's nodes: of a block that projects, the shortcut comes first.
    private static IEnumerable<(string Old, string Name)> Names()
    {
        (int Kernel, int Norm)[] convolutions =
        [
            (91, 96), (86, 113), (82, 127), (77, 144), (73, 158), (199, 203), (68, 175), (64, 189), (59, 220), (55, 234),
            (275, 279), (50, 251), (46, 265), (41, 296), (37, 310), (351, 355), (32, 327), (28, 341), (23, 372), (19, 386), (14, 403), (10, 417),
        ];
        List<(string Kernel, string Norm)> names = [("conv1", "bn1")];
        for (int layer = 1; layer <= 4; layer++)
        {
            for (int block = 0; block < (layer == 4 ? 3 : 2); block++)
            {
                string at = $"layer{layer}.{block}.";
                if (layer > 1 && block == 0) names.Add((at + "downsample.0", at + "downsample.1"));
                names.Add((at + "conv1", at + "bn1"));
                names.Add((at + "conv2", at + "bn2"));
            }
        }

        foreach (((int kernel, int norm), (string Kernel, string Norm) name) in convolutions.Zip(names))
        {
            yield return ($"Parameter{kernel}", name.Kernel + ".weight");
            yield return ($"Parameter{norm}", name.Norm + ".weight");
            yield return ($"Parameter{norm + 1}", name.Norm + ".bias");
            yield return ($"Constant{norm + 2}", name.Norm + ".running_mean");
            yield return ($"Constant{norm + 3}", name.Norm + ".running_var");
        }
    }
}
