using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Models.Tests.Gradients;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Operations of graph methods against PyTorch's numbers: outputs and losses within 1e-4, gradients within 1e-3.</summary>
public class OperationGoldenTests
{
    [Fact]
    public void Gcn()
    {
        using Golden golden = Golden.Open("gcn");
        GoldenGcn model = new();
        model.Load(Golden.PathOf("gcn.safetensors"));
        ReadOnlyTensorSpan<float> nodes = new(golden.Floats("in.x"), [2, 13, 9]), adjacency = new(golden.Floats("in.adjacency"), [2, 13, 13]);
        ReadOnlyTensorSpan<int> labels = new(golden.Ints("in.labels"), [2, 13]);
        (Tensor<float> hidden, Tensor<float> logits) = model.Predict(nodes, adjacency);
        Compare.Close(Flat(hidden), golden.Floats("out.hidden"), 1e-4, "hidden");
        Compare.Close(Flat(logits), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(nodes, adjacency, labels)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(nodes, adjacency, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);

        float[] nodesGradient = new float[2 * 13 * 9], adjacencyGradient = new float[2 * 13 * 13], gradient = Flat(logits);
        int[] wanted = golden.Ints("in.labels");
        for (int row = 0; row < wanted.Length; row++)
        {
            Span<float> each = gradient.AsSpan(4 * row, 4);
            TensorPrimitives.SoftMax(each, each);
            if (wanted[row] < 0) each.Clear();
            else each[wanted[row]] -= 1;
            TensorPrimitives.Divide(each, wanted.Count(label => label >= 0), each);
        }

        var workspace = new Workspace();
        model.Forward(workspace, nodes, adjacency);
        model.Backward(workspace, new(new float[2 * 13 * 12], [2, 13, 12]), new(gradient, [2, 13, 4]), new TensorSpan<float>(nodesGradient, [2, 13, 9]), new TensorSpan<float>(adjacencyGradient, [2, 13, 13]));
        Compare.Close(nodesGradient, golden.Floats("grad.in.x"), 1e-3, "gradient of the nodes");
        Compare.Close(adjacencyGradient, golden.Floats("grad.in.adjacency"), 1e-3, "gradient of the adjacency");
    }

    [Fact]
    public void TwoTowers()
    {
        using Golden golden = Golden.Open("two_towers");
        GoldenTwoTowers model = new();
        model.Load(Golden.PathOf("two_towers.safetensors"));
        ReadOnlyTensorSpan<int> users = new(golden.Ints("in.user_ids"), [5, 7]), items = new(golden.Ints("in.item_ids"), [5, 4]);
        ReadOnlyTensorSpan<float> labels = new([.. golden.Ints("in.labels").Select(label => (float)label)], [5, 1]);
        var result = model.Predict(users, items);
        Compare.Close(Flat(result.User), golden.Floats("out.user"), 1e-4, "user");
        Compare.Close(Flat(result.Cosine), golden.Floats("out.cosine"), 1e-4, "cosine");
        Compare.Close(Flat(result.Logit), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(users, items, labels)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(users, items, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void TiedAutoencoder()
    {
        using Golden golden = Golden.Open("autoencoder_tied");
        GoldenTied model = new();
        model.Load(Golden.PathOf("autoencoder_tied.safetensors"));
        ReadOnlyTensorSpan<float> x = new(golden.Floats("in.x"), [7, 24]);
        var result = model.Predict(x);
        Compare.Close(Flat(result.Code), golden.Floats("out.code"), 1e-4, "code");
        Compare.Close(Flat(result.Output), golden.Floats("out.output"), 1e-4, "output");
        Compare.Close([model.ComputeLoss(x)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(x)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void ATableIsTheHead()
    {
        var model = new TiedWords(3);
        Assert.Equal(["words.embedding.weight", "selfAttention.query.weight"], model.Store.Parameters.Select(parameter => parameter.Name).Take(2));
        Assert.DoesNotContain(model.Store.Parameters, parameter => parameter.Name == "linear.weight");
        int[] ids = [1, 2, 3, 0, 6, 5, 4, 3, 2, 1], targets = [2, 3, 0, 6, 1, 4, 3, 2, 1, 0];
        GradientCheck.Loss(model.Store, () => model.ComputeGradients(new(ids, [2, 5]), new(targets, [2, 5])));
    }

    [Fact]
    public void Seq2Seq()
    {
        using Golden golden = Golden.Open("seq2seq");
        GoldenTranslator model = new();
        model.Load(Golden.PathOf("seq2seq.safetensors"));
        ReadOnlyTensorSpan<int> source = new(golden.Ints("in.source_ids"), [3, 8]), target = new(golden.Ints("in.decoder_ids"), [3, 6]), wanted = new(golden.Ints("in.targets"), [3, 6]);
        var result = model.Predict(source, target);
        foreach ((Tensor<float> output, string name) in new[] { (result.EncoderLast, "encoder_last"), (result.Decoder, "decoder"), (result.Attended, "attention"), (result.Context, "context"), (result.Combined, "combined"), (result.Logits, "logits") })
        {
            Compare.Close(Flat(output), golden.Floats("out." + name), 1e-4, name);
        }

        Compare.Close([model.ComputeLoss(source, target, wanted)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(source, target, wanted)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
        Assert.Contains("T", Assert.Throws<ShapeMismatchException>(() => model.ComputeLoss(new ReadOnlyTensorSpan<int>(golden.Ints("in.source_ids"), [3, 8]), new ReadOnlyTensorSpan<int>(new int[9], [3, 3]), new ReadOnlyTensorSpan<int>(new int[12], [3, 4]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecurrentLayersGoOn()
    {
        var model = new GoesOn(3);
        float[] second = [.. Enumerable.Range(0, 2 * 4 * 2).Select(i => MathF.Sin(i))];
        GradientCheck.Floats(model.Store, (workspace, x) => model.Forward(workspace, x, new(second, [2, 4, 2])), (workspace, dy, dx) => model.Backward(workspace, dy, dx), 2, 4, 3);
    }

    [Fact]
    public void AttentionIsItsWeightsTimesValues()
    {
        var model = new Attends(3);
        float[] x = [.. Enumerable.Range(0, 2 * 5 * 4).Select(i => MathF.Sin(2 * i))];
        var result = model.Predict(new ReadOnlyTensorSpan<float>(x, [2, 5, 4]), new ReadOnlyTensorSpan<float>(new float[8], [2, 2, 2]));
        Compare.Close(Flat(result.Again), Flat(result.Same), 1e-5, "attention");
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] flat = new float[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }
}
