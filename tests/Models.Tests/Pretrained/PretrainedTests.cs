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

/// <summary>Published families, from configurations and names alone, against PyTorch: logits, loss, every gradient, greedy tokens through the key-value cache.</summary>
public class PretrainedTests
{
    [Fact]
    public void Llama3() => Language(new PublishedLlama3(), m => m.Predict, m => m.CreateDecoder(), "llama3");

    [Fact]
    public void Mistral() => Language(new PublishedMistral(), m => m.Predict, m => m.CreateDecoder(), "mistral");

    [Fact]
    public void Qwen2() => Language(new PublishedQwen2(), m => m.Predict, m => m.CreateDecoder(), "qwen2");

    [Fact]
    public void Qwen3() => Language(new PublishedQwen3(), m => m.Predict, m => m.CreateDecoder(), "qwen3");

    [Fact]
    public void Gemma() => Language(new PublishedGemma(), m => m.Predict, m => m.CreateDecoder(), "gemma");

    [Fact]
    public void Phi3() => Language(new PublishedPhi3(), m => m.Predict, m => m.CreateDecoder(), "phi3");

    [Fact]
    public void GptNeox() => Language(new PublishedGptNeox(), m => m.Predict, m => m.CreateDecoder(), "gpt_neox");

    [Fact]
    public void SmolLm() => Language(new PublishedSmolLm(), m => m.Predict, m => m.CreateDecoder(), "smollm");

    [Fact]
    public void TinyLlama() => Language(new PublishedTinyLlama(), m => m.Predict, m => m.CreateDecoder(), "tinyllama");

    [Fact]
    public void Gpt2() => Language(new PublishedGpt2(), m => m.Predict, m => m.CreateDecoder(), "gpt2");

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

    [Fact]
    public void Gemma2() => Language(new PublishedGemma2(), m => m.Predict, m => m.CreateDecoder(), "gemma2");

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
    public void Llama3Trunk()
    {
        using Golden golden = Golden.Open("llama3");
        var model = new PublishedLlama3Trunk();
        model.Load(Golden.PathOf("llama3.safetensors"));
        nint[] shape = [2, 11];
        Compare.Close(Flat(model.Predict(new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), shape))), golden.Floats("out.final_hidden"), 1e-4, "states");
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
        Gradients(model.Store, golden, "bert."); // saved without
    }

    [Fact]
    public void Vit()
    {
        using Golden golden = Golden.Open("vit");
        var model = new PublishedVit();
        var trunk = new PublishedVitTrunk();
        model.Load(Golden.PathOf("vit.safetensors"));
        trunk.Load(Golden.PathOf("vit.safetensors"));
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [3, 3, 12, 12]);
        var target = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [3]);
        Compare.Close(Flat(trunk.Predict(input)), golden.Floats("out.last_hidden_state"), 1e-4, "states");
        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Gradients(model.Store, golden, "");
    }

    /// <summary>Two inputs, one table three times, and a decoder over a memory.</summary>
    [Fact]
    public void Bart()
    {
        using Golden golden = Golden.Open("bart");
        var model = new PublishedBart();
        model.Load(Golden.PathOf("bart.safetensors"));
        int[] ids = golden.Ints("in.ids");
        var source = new ReadOnlyTensorSpan<int>(ids, [3, 9]);
        var decoderIds = new ReadOnlyTensorSpan<int>(golden.Ints("in.decoder_ids"), [3, 8]);
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [3, 8]);
        Compare.Close(Flat(model.Predict(source, decoderIds)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeGradients(source, decoderIds, labels)], golden.Floats("out.loss"), 1e-4, "loss");
        Gradients(model.Store, golden, "");

        int row = golden.Ints("gen.row")[0];
        int[] tokens = golden.Ints("gen.tokens");
        float[] logits = golden.Floats("gen.logits");
        TokenDecoder decoder = model.CreateDecoder(new ReadOnlyTensorSpan<int>(ids.AsSpan(row * 9, 9), [1, 9]));
        ReadOnlySpan<float> next = decoder.Append([2]);
        for (int i = 0; i < tokens.Length; i++)
        {
            Compare.Close(next, logits.AsSpan(i * 51, 51), 1e-4, $"logits {i}");
            Assert.Equal(tokens[i], TensorPrimitives.IndexOfMax(next));
            next = decoder.Append([tokens[i]]);
        }
    }

    [Fact]
    public void ResNet()
    {
        using Golden golden = Golden.Open("resnet18");
        var model = new PublishedResNet();
        model.Load(Golden.PathOf("resnet18.safetensors"));
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [3, 3, 26, 30]);
        var target = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [3]);
        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.eval_logits"), 1e-4, "logits");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Gradients(model.Store, golden, "");
        foreach (Parameter buffer in model.Store.Tensors.Where(tensor => tensor.IsBuffer))
        {
            Compare.Close(buffer.Value.ToArray(), golden.Floats($"state.{buffer.Name}.after"), 1e-4, buffer.Name);
        }

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.eval_logits_after"), 1e-4, "logits after");
    }

    [Theory]
    [InlineData("mistral", "out.logits_without_window")]
    [InlineData("gemma2", "out.logits_without_window")]
    [InlineData("mpnet", "out.logits_without_table")]
    public void WhatAFamilyHasBesideIsMeant(string name, string other)
    {
        using Golden golden = Golden.Open(name);
        float[] with = golden.Floats("out.logits"), without = golden.Floats(other);
        Assert.True(Enumerable.Range(0, with.Length).Max(i => Math.Abs(with[i] - without[i])) > 1e-2);
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

    /// <summary>What is laid out differently in memory goes back as it came.</summary>
    [Fact]
    public void FilesGoBothWays()
    {
        foreach ((ParameterStore store, string name) in new[] { (new PublishedGemma().Store, "gemma"), (new PublishedGptNeox().Store, "gpt_neox"), (new PublishedPhi3().Store, "phi3") })
        {
            WeightFile.Load(store, Golden.PathOf(name + ".safetensors"));
            var file = new System.IO.MemoryStream();
            WeightFile.Save(store, file);
            file.Position = 0;
            using SafeTensorsReader saved = new(file), original = SafeTensorsReader.Open(Golden.PathOf(name + ".safetensors"));
            foreach (TensorEntry entry in saved.Entries)
            {
                Compare.Close(saved.ReadFloats(entry), original.ReadFloats(original.Get(entry.Name)), 1e-6, entry.Name);
            }
        }
    }

    private static void Language<TModel>(TModel model, Func<TModel, Prediction> predict, Func<TModel, TokenDecoder> decoder, string name)
        where TModel : IModel, ITrainable<int, int>
    {
        using Golden golden = Golden.Open(name);
        ((IModel)model).Load(Golden.PathOf(name + ".safetensors"));
        int[] ids = golden.Ints("in.ids");
        nint[] shape = [2, ids.Length / 2];
        var input = new ReadOnlyTensorSpan<int>(ids, shape);
        var target = new ReadOnlyTensorSpan<int>(golden.Ints("in.targets"), shape);
        Compare.Close(Flat(predict(model)(input)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "training loss");
        Gradients(((IModel)model).Store, golden, "");
        Decode(model, decoder, name);
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
        Gradients(((IModel)model).Store, golden, "");
    }

    private static void Trunk<TModel>(TModel model, Func<TModel, Prediction> predict, string name)
        where TModel : IModel
    {
        using Golden golden = Golden.Open(name);
        model.Load(Golden.PathOf(name + ".safetensors"));
        int[] ids = golden.Ints("in.ids"), mask = golden.Ints("in.attention_mask");
        float[] expected = golden.Floats("out.last_hidden_state");
        int batch = golden.Floats("out.last_hidden_state").Length / ids.Length; // width
        int rows = name == "distilbert" ? 3 : 4;
        float[] states = Flat(predict(model)(new ReadOnlyTensorSpan<int>(ids, [rows, ids.Length / rows])));
        for (int step = 0; step < ids.Length; step++)
        {
            if (mask[step] != 0)
            {
                Compare.Close(states.AsSpan(step * batch, batch), expected.AsSpan(step * batch, batch), 1e-4, $"step {step}");
            }
        }
    }

    // In the layout of files: transposed, or head by head, or as they are.
    private static void Gradients(ParameterStore store, Golden golden, string prefix)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            float[] expected = golden.Floats("grad." + (parameter.Name.StartsWith(prefix, StringComparison.Ordinal) ? parameter.Name[prefix.Length..] : parameter.Name));
            float[] own = FileLayout(parameter, parameter.Gradient);
            if (parameter.Name.Contains("query_key_value", StringComparison.Ordinal))
            {
                own = ByHead(own, heads: 3);
            }

            Compare.Close(own, expected, 1e-3, "gradient of " + parameter.Name);
        }
    }

    private static float[] ByHead(float[] values, int heads)
    {
        int block = values.Length / (3 * heads);
        float[] turned = new float[values.Length];
        for (int head = 0; head < heads; head++)
        {
            for (int part = 0; part < 3; part++)
            {
                values.AsSpan(((part * heads) + head) * block, block).CopyTo(turned.AsSpan(((head * 3) + part) * block));
            }
        }

        return turned;
    }
}
