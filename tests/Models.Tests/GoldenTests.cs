using System;
using System.Numerics.Tensors;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;

namespace ModelGen.Models.Tests;

/// <summary>Whole models against PyTorch: outputs and loss within 1e-4, every gradient within 1e-3.</summary>
public class GoldenTests
{
    [Fact]
    public void Gpt2()
    {
        var model = new GoldenGpt();
        Check(model, model.Predict, "gpt2", [2, 12], 61);
    }

    [Fact]
    public void Llama()
    {
        var model = new GoldenLlama();
        Check(model, model.Predict, "llama", [2, 10], 67);
    }

    [Fact]
    public void Bert()
    {
        var model = new GoldenBert();
        CheckBert(model, model.Predict);
    }

    internal static void CheckBert<TModel>(TModel model, Prediction predict)
        where TModel : IModel, ITrainable<int, int>
    {
        using Golden golden = Golden.Open("bert");
        model.Load(Golden.PathOf("bert.safetensors"));
        int[] ids = BertIds(golden);
        var input = new ReadOnlyTensorSpan<int>(ids, [3, 11]);

        Compare.Close(Flat(predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [3]);
        Compare.Close([model.ComputeLoss(input, labels)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        CheckGradients(((IModel)model).Store, golden);
    }

    [Fact]
    public void BertWithoutAClassifierEndsInItsPooler()
    {
        var model = new GoldenBertEncoder();
        CheckBertEncoder(model, model.Predict);
    }

    internal static void CheckBertEncoder(IModel model, Prediction predict)
    {
        using Golden golden = Golden.Open("bert");
        foreach (Parameter parameter in model.Store.Parameters)
        {
            golden.Weight(parameter.Name).CopyTo(parameter.Value);
        }

        Compare.Close(Flat(predict(new ReadOnlyTensorSpan<int>(BertIds(golden), [3, 11]))), golden.Floats("out.pooler_output"), 1e-4, "pooler");
    }

    [Fact]
    public void BertKnowsTwoSegments()
    {
        var model = new GoldenBertEncoder();
        Assert.Equal(2, model.Parameters.TokenEmbedding.SegmentWeight.Shape[0]);
        int[] ids = [5, 2 * model.Parameters.TokenEmbedding.Weight.Shape[0]]; // as a constant the build would already refuse it
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(new ReadOnlyTensorSpan<int>(ids, [1, 2])));
        Assert.Contains("token id 106 at position 1", error.Message);
    }

    // Ids of the second segment stand above the vocabulary; the case's mask is 0 exactly where its id is 0.
    private static int[] BertIds(Golden golden)
    {
        int[] ids = golden.Ints("in.ids"), segments = golden.Ints("in.token_type_ids"), mask = golden.Ints("in.attention_mask");
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.Equal(mask[i] != 0, ids[i] != 0);
            ids[i] += 53 * segments[i];
        }

        return ids;
    }

    [Fact]
    public void Mlp()
    {
        using Golden golden = Golden.Open("mlp");
        var model = new GoldenMlp();
        model.Load(Golden.PathOf("mlp.safetensors"));
        float[] x = golden.Floats("in.x");
        int[] labels = golden.Ints("in.labels");
        var input = new ReadOnlyTensorSpan<float>(x, [8, 20]);

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        float loss = model.ComputeGradients(input, new ReadOnlyTensorSpan<int>(labels, [8]));
        Compare.Close([loss], golden.Floats("out.loss"), 1e-4, "loss");
        CheckGradients(model.Store, golden);
    }

    [Fact]
    public void MlpInputGradient()
    {
        using Golden golden = Golden.Open("mlp");
        var model = new GoldenMlp();
        model.Load(Golden.PathOf("mlp.safetensors"));
        var workspace = new Workspace();
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [8, 20]);
        int[] labels = golden.Ints("in.labels");

        ReadOnlyTensorSpan<float> logits = model.Forward(workspace, input);
        float[] gradient = new float[8 * 5];
        logits.FlattenTo(gradient);
        for (int row = 0; row < 8; row++)
        {
            Span<float> each = gradient.AsSpan(row * 5, 5);
            TensorPrimitives.SoftMax(each, each);
            each[labels[row]] -= 1;
            TensorPrimitives.Divide(each, 8, each);
        }

        float[] inputGradient = new float[8 * 20];
        model.Backward(workspace, new ReadOnlyTensorSpan<float>(gradient, [8, 5]), new TensorSpan<float>(inputGradient, [8, 20]));
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");
        CheckGradients(model.Store, golden);
    }

    [Fact]
    public void Gpt2Decoding() => Decode(new GoldenGpt(), m => m.CreateDecoder(), "gpt2");

    [Fact]
    public void LlamaDecoding() => Decode(new GoldenLlama(), m => m.CreateDecoder(), "llama");

    [Fact]
    public void Gpt2AdamW()
    {
        using Golden golden = Golden.Open("gpt2");
        var model = new GoldenGpt();
        model.Load(Golden.PathOf("gpt2.safetensors"));
        var input = new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [2, 12]);
        var target = new ReadOnlyTensorSpan<int>(golden.Ints("in.targets"), [2, 12]);
        var optimizer = new AdamW(model.Store, learningRate: 0.01f, weightDecay: 0.1f, epsilon: 1e-4f);
        float[] losses = new float[4];
        for (int step = 0; step < 3; step++)
        {
            model.Store.ZeroGradients();
            losses[step] = model.ComputeGradients(input, target);
            optimizer.Step();
        }

        losses[3] = model.ComputeLoss(input, target);
        Compare.Close(losses, golden.Floats("adamw.losses"), 1e-4, "losses");
        foreach (Parameter parameter in model.Store.Parameters)
        {
            Compare.Close(FileLayout(parameter, parameter.Value), golden.Floats("adamw.after." + parameter.Name), 1e-3, parameter.Name);
        }
    }
}
