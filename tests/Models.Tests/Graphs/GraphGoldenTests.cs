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
        ReadOnlyTensorSpan<float> mask = new(target, [2, 240]);
        Compare.Close([model.ComputeLoss(image, mask)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(image, mask)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
        model.Store.ZeroGradients();

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
        ReadOnlyTensorSpan<int> targets = new(golden.Ints("in.labels"), [4]);
        Compare.Close([model.ComputeLoss(ids, numbers, targets)], golden.Floats("out.loss"), 1e-4, "loss");
        model.Store.ZeroGradients();
        Compare.Close([model.ComputeGradients(ids, numbers, targets)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void TwoHeads()
    {
        using Golden golden = Golden.Open("two_heads");
        GoldenTwoHeads model = new();
        model.Load(Golden.PathOf("two_heads.safetensors"));
        ReadOnlyTensorSpan<float> x = new(golden.Floats("in.x"), [9, 14]), wanted = new(golden.Floats("in.target"), [9, 1]);
        ReadOnlyTensorSpan<int> labels = new(golden.Ints("in.labels"), [9]);
        (Tensor<float> logits, Tensor<float> value) = model.Predict(x);
        Compare.Close(Flat(logits), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close(Flat(value), golden.Floats("out.value"), 1e-4, "value");
        Compare.Close([model.ComputeLoss(x, labels, wanted)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(x, labels, wanted)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void Triplet()
    {
        using Golden golden = Golden.Open("siamese_triplet");
        GoldenTriplet model = new();
        model.Load(Golden.PathOf("siamese_triplet.safetensors"));
        ReadOnlyTensorSpan<float> anchor = new(golden.Floats("in.anchor"), [9, 15]), positive = new(golden.Floats("in.positive"), [9, 15]), negative = new(golden.Floats("in.negative"), [9, 15]);
        Compare.Close(Flat(model.Predict(anchor, positive, negative).N), golden.Floats("out.negative"), 1e-4, "negative");
        Compare.Close([model.ComputeLoss(anchor, positive, negative)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(anchor, positive, negative)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void Vae()
    {
        using Golden golden = Golden.Open("vae");
        GoldenVae model = new();
        model.Load(Golden.PathOf("vae.safetensors"));
        ReadOnlyTensorSpan<float> pixels = new(golden.Floats("in.x"), [5, 30]), noise = new(golden.Floats("in.noise"), [5, 6]);
        Compare.Close(Flat(model.Predict(pixels, noise).LogVariance), golden.Floats("out.logvar"), 1e-4, "logarithm of the variance");
        Compare.Close([model.ComputeLoss(pixels, noise)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(pixels, noise)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void MobileNet()
    {
        using Golden golden = Golden.Open("mobilenet_block");
        GoldenMobileNet model = new();
        model.Load(Golden.PathOf("mobilenet_block.safetensors"));
        ReadOnlyTensorSpan<float> image = new(golden.Floats("in.x"), [4, 3, 14, 10]);
        Compare.Close(Flat(model.Predict(image)), golden.Floats("out.eval_logits"), 1e-4, "logits in prediction");
        int[] labels = golden.Ints("in.labels");
        Compare.Close([model.ComputeGradients(image, new(labels, [labels.Length]))], golden.Floats("out.loss"), 1e-4, "training loss");
        foreach (Parameter parameter in model.Store.Parameters.Where(parameter => !parameter.IsBuffer))
        {
            Compare.Close(parameter.Gradient, golden.Floats("grad." + parameter.Name), 1e-3, "gradient of " + parameter.Name);
        }
    }

    [Fact]
    public void Experts()
    {
        using Golden golden = Golden.Open("moe_soft");
        GoldenExperts model = new();
        model.Load(Golden.PathOf("moe_soft.safetensors"));
        ReadOnlyTensorSpan<float> x = new(golden.Floats("in.x"), [6, 12]), target = new(golden.Floats("in.target"), [6, 7]);
        Compare.Close(Flat(model.Predict(x)), golden.Floats("out.output"), 1e-4, "output");
        Compare.Close([model.ComputeGradients(x, target)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void Contrast()
    {
        using Golden golden = Golden.Open("infonce");
        GoldenContrast model = new();
        model.Load(Golden.PathOf("infonce.safetensors"));
        ReadOnlyTensorSpan<float> a = new(golden.Floats("in.a"), [6, 12]), b = new(golden.Floats("in.b"), [6, 16]);
        Compare.Close([model.ComputeGradients(a, b)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void FocalLoss()
    {
        using Golden golden = Golden.Open("focal");
        GoldenFocal model = new();
        model.Load(Golden.PathOf("focal.safetensors"));
        Compare.Close([model.ComputeGradients(new(golden.Floats("in.x"), [8, 13]), new(golden.Ints("in.labels"), [8]))], golden.Floats("out.loss"), 1e-4, "training loss");
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
