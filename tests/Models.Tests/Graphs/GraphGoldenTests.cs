using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Graph methods against PyTorch's numbers: outputs and losses within 1e-4, gradients within 1e-3.</summary>
public class GraphGoldenTests
{
    [Fact]
    public void Unet()
    {
        using Golden golden = Golden.Open("unet");
        GoldenUnet model = new();
        model.Load(Golden.PathOf("unet.safetensors"));
        float[] x = golden.Floats("in.x"), target = [.. golden.Ints("in.mask").Select(pixel => (float)pixel)];
        ReadOnlyTensorSpan<float> image = new(x, [2, 3, 12, 20]);
        Compare.Close(Flat(model.Predict(image)), golden.Floats("out.logits"), 1e-4, "logits");
        var workspace = new Workspace();
        float[] gradient = new float[480], inputGradient = new float[x.Length];
        model.Forward(workspace, image).FlattenTo(gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = ((1 / (1 + MathF.Exp(-gradient[i]))) - target[i]) / gradient.Length;
        }

        model.Backward(workspace, new ReadOnlyTensorSpan<float>(gradient, [2, 240]), new TensorSpan<float>(inputGradient, [2, 3, 12, 20]));
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "gradient of the image");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void DenseNet()
    {
        using Golden golden = Golden.Open("densenet_block");
        GoldenDenseNet model = new();
        model.Load(Golden.PathOf("densenet_block.safetensors"));
        ReadOnlyTensorSpan<float> image = new(golden.Floats("in.x"), [4, 3, 10, 8]);
        Compare.Close(Flat(model.Predict(image)), golden.Floats("out.eval_logits"), 1e-4, "logits in prediction");
        var workspace = new Workspace();
        float[] gradient = Flat(model.Forward(workspace, image)), imageGradient = new float[4 * 3 * 10 * 8];
        Compare.Close(gradient, golden.Floats("out.logits"), 1e-4, "logits in training");
        CrossEntropyGradient(gradient, golden.Ints("in.labels"), 4);
        model.Backward(workspace, new ReadOnlyTensorSpan<float>(gradient, [4, 4]), new TensorSpan<float>(imageGradient, [4, 3, 10, 8]));
        Compare.Close(imageGradient, golden.Floats("grad.in.x"), 1e-3, "gradient of the image");
        foreach (Parameter parameter in model.Store.Parameters.Where(parameter => !parameter.IsBuffer))
        {
            Compare.Close(parameter.Gradient, golden.Floats("grad." + parameter.Name), 1e-3, "gradient of " + parameter.Name);
        }

        foreach (Parameter buffer in model.Store.Parameters.Where(parameter => parameter.Name.Contains("running", StringComparison.Ordinal)))
        {
            Compare.Close(buffer.Value, golden.Floats($"state.{buffer.Name}.after"), 1e-4, buffer.Name);
        }
    }

    [Fact]
    public void TextAndNumbers()
    {
        using Golden golden = Golden.Open("multi_input");
        GoldenTextAndNumbers model = new();
        model.Load(Golden.PathOf("multi_input.safetensors"));
        ReadOnlyTensorSpan<int> ids = new(golden.Ints("in.ids"), [4, 9]);
        ReadOnlyTensorSpan<float> numbers = new(golden.Floats("in.numbers"), [4, 5]);
        Compare.Close(Flat(model.Predict(ids, numbers)), golden.Floats("out.logits"), 1e-4, "logits");

        var workspace = new Workspace();
        float[] gradient = Flat(model.Forward(workspace, ids, numbers)), numbersGradient = new float[20];
        CrossEntropyGradient(gradient, golden.Ints("in.labels"), 4);

        model.Backward(workspace, new ReadOnlyTensorSpan<float>(gradient, [4, 4]), new TensorSpan<float>(numbersGradient, [4, 5]));
        Compare.Close(numbersGradient, golden.Floats("grad.in.numbers"), 1e-3, "gradient of the numbers");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    private static void CrossEntropyGradient(float[] logits, int[] labels, int classes)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            Span<float> each = logits.AsSpan(row * classes, classes);
            TensorPrimitives.SoftMax(each, each);
            each[labels[row]] -= 1;
            TensorPrimitives.Divide(each, labels.Length, each);
        }
    }

    private static float[] Flat(Tensor<float> tensor) => Flat(tensor.AsReadOnlyTensorSpan());

    private static float[] Flat(ReadOnlyTensorSpan<float> tensor)
    {
        float[] flat = new float[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }
}
