using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;

namespace ModelGen.Models.Tests.Pretrained;

/// <summary>Published encoders, from configurations and names alone, against PyTorch: states, logits, loss, every gradient, vectors of sentences.</summary>
public class PretrainedEncoderTests
{
    [Fact]
    public void Roberta() => Classes(new PublishedRoberta(), m => m.Predict, "roberta");

    [Fact]
    public void DistilBert() => Classes(new PublishedDistilBert(), m => m.Predict, "distilbert");

    [Fact]
    public void RobertaTrunk() => Trunk(new PublishedRobertaTrunk(), m => m.Predict, "roberta");

    [Fact]
    public void DistilBertTrunk() => Trunk(new PublishedDistilBertTrunk(), m => m.Predict, "distilbert");

    [Fact]
    public void BertTrunk() => Trunk(new PublishedBertTrunk(), m => m.Predict, "bert_mean");

    /// <summary>150 steps: every bucket is met, on both sides.</summary>
    [Fact]
    public void Mpnet() => Classes(new PublishedMpnet(), m => m.Predict, "mpnet");

    [Fact]
    public void MpnetTrunk() => Trunk(new PublishedMpnetTrunk(), m => m.Predict, "mpnet");

    [Fact]
    public void MpnetSentences()
    {
        using Golden golden = Golden.Open("mpnet");
        var model = new PublishedMpnetSentences();
        LoadReport report = model.Load(Golden.PathOf("mpnet.safetensors"), new LoadOptions());
        Assert.Equal(["classifier.dense.bias", "classifier.dense.weight", "classifier.out_proj.bias", "classifier.out_proj.weight"], report.Unexpected.Order());
        int[] ids = golden.Ints("in.ids");
        Compare.Close(Flat(model.Predict(new ReadOnlyTensorSpan<int>(ids, [4, ids.Length / 4]))), golden.Floats("out.embedding"), 1e-4, "embedding");
    }

    /// <summary>What files of the masked-language model have: RoBERTa's head, and one table for all layers.</summary>
    [Fact]
    public void MpnetWords()
    {
        string[] names = [.. new PublishedMpnetWords().Store.Parameters.Select(parameter => parameter.Name)];
        Assert.Contains("lm_head.layer_norm.weight", names);
        Assert.Contains("lm_head.bias", names);
        Assert.Single(names, "mpnet.encoder.relative_attention_bias.weight");
        Assert.Contains("mpnet.encoder.layer.1.attention.attn.o.bias", names);
        Assert.DoesNotContain("lm_head.decoder.weight", names);
    }

    [Fact]
    public void Sentences()
    {
        using Golden golden = Golden.Open("bert_mean");
        var model = new PublishedSentences();
        LoadReport report = model.Load(Golden.PathOf("bert_mean.safetensors"), new LoadOptions());
        Assert.Equal(["pooler.dense.bias", "pooler.dense.weight"], report.Unexpected.Order());
        int[] ids = golden.Ints("in.ids");
        int batch = 4, length = ids.Length / batch;
        var workspace = new Workspace();
        ReadOnlyTensorSpan<float> output = model.Forward(workspace, new ReadOnlyTensorSpan<int>(ids, [batch, length]));
        float[] embedding = new float[output.FlattenedLength];
        output.FlattenTo(embedding);
        Compare.Close(embedding, golden.Floats("out.embedding"), 1e-4, "embedding");

        // The loss is the mean of (cosine - target)² over the pairs 0 and 1, 2 and 3.
        int width = embedding.Length / batch;
        float[] target = golden.Floats("in.target"), gradient = new float[embedding.Length];
        for (int pair = 0; pair < 2; pair++)
        {
            Span<float> a = embedding.AsSpan(2 * pair * width, width), b = embedding.AsSpan(((2 * pair) + 1) * width, width);
            float slope = 2 * (TensorPrimitives.Dot(a, b) - target[pair]) / 2;
            TensorPrimitives.Multiply(b, slope, gradient.AsSpan(2 * pair * width, width));
            TensorPrimitives.Multiply(a, slope, gradient.AsSpan(((2 * pair) + 1) * width, width));
        }

        model.Backward(workspace, new ReadOnlyTensorSpan<float>(gradient, [batch, width]));
        PretrainedTests.Gradients(model.Store, golden, "bert."); // saved without
    }

    [Fact]
    public void AnotherHeadLeavesThePublishedOne()
    {
        var model = new PublishedMistralClassifier();
        LoadReport report = model.Load(Golden.PathOf("mistral.safetensors"), new LoadOptions { AllowMissing = true });
        Assert.Equal(["score.weight"], report.Missing);
        Assert.Equal(["lm_head.weight"], report.Unexpected);
        nint[] shape = [2, 3];
        Assert.Equal([2, 5], model.Predict(new ReadOnlyTensorSpan<int>(new int[6], shape)).Lengths.ToArray());
        Assert.Throws<WeightFormatException>(() => new PublishedMistralClassifier().Load(Golden.PathOf("mistral.safetensors")));
    }

    [Fact]
    public void WordsOfAnEncoderShareItsTable()
    {
        var model = new PublishedRobertaWords();
        Assert.Contains("lm_head.bias", model.Store.Parameters.Select(parameter => parameter.Name));
        Assert.DoesNotContain("lm_head.weight", model.Store.Parameters.Select(parameter => parameter.Name));
        LoadReport report = model.Load(Golden.PathOf("roberta.safetensors"), new LoadOptions { AllowMissing = true });
        Assert.Equal(["lm_head.bias", "lm_head.dense.bias", "lm_head.dense.weight", "lm_head.layer_norm.bias", "lm_head.layer_norm.weight"], report.Missing.Order());
        Assert.Equal(4, report.Unexpected.Count);
    }

    private static void Classes<TModel>(TModel model, Func<TModel, Prediction> predict, string name)
        where TModel : IModel, ITrainable<int, int>
    {
        using Golden golden = Golden.Open(name);
        ((IModel)model).Load(Golden.PathOf(name + ".safetensors"));
        int[] ids = golden.Ints("in.ids"), labels = golden.Ints("in.labels");
        var input = new ReadOnlyTensorSpan<int>(ids, [labels.Length, ids.Length / labels.Length]);
        var target = new ReadOnlyTensorSpan<int>(labels, [labels.Length]);
        Compare.Close(Flat(predict(model)(input)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        PretrainedTests.Gradients(((IModel)model).Store, golden, "");
    }

    private static void Trunk<TModel>(TModel model, Func<TModel, Prediction> predict, string name)
        where TModel : IModel
    {
        using Golden golden = Golden.Open(name);
        model.Load(Golden.PathOf(name + ".safetensors"));
        int[] ids = golden.Ints("in.ids"), mask = golden.Ints("in.attention_mask");
        float[] expected = golden.Floats("out.last_hidden_state");
        int width = expected.Length / ids.Length;
        int rows = name == "distilbert" ? 3 : 4;
        float[] states = Flat(predict(model)(new ReadOnlyTensorSpan<int>(ids, [rows, ids.Length / rows])));
        for (int step = 0; step < ids.Length; step++)
        {
            if (mask[step] != 0)
            {
                Compare.Close(states.AsSpan(step * width, width), expected.AsSpan(step * width, width), 1e-4, $"step {step}");
            }
        }
    }
}
