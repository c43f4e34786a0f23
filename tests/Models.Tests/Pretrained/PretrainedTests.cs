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
    public void Gemma2() => Language(new PublishedGemma2(), m => m.Predict, m => m.CreateDecoder(), "gemma2");

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

    /// <summary>As facebook/bart-base is published: the decoder's last states, of which the table of tokens makes the logits.</summary>
    [Fact]
    public void BartTrunk()
    {
        using Golden golden = Golden.Open("bart");
        var model = new PublishedBartTrunk();
        var whole = new PublishedBart();
        whole.Load(Golden.PathOf("bart.safetensors"));
        LoadReport report = model.Load(Golden.PathOf("bart.safetensors"), new LoadOptions());
        Assert.Equal(["final_logits_bias"], report.Unexpected);
        var source = new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [3, 9]);
        var decoderIds = new ReadOnlyTensorSpan<int>(golden.Ints("in.decoder_ids"), [3, 8]);
        Tensor<float> states = model.Predict(source, decoderIds);
        const int Width = 28;
        Assert.Equal([3, 8, Width], states.Lengths.ToArray());
        float[] flat = Flat(states), table = model.Parameters.TokenEmbedding.Weight.Value.ToArray(), bias = whole.Parameters.Head.Bias.Value.ToArray();
        float[] logits = [.. Enumerable.Range(0, 3 * 8).SelectMany(row => Enumerable.Range(0, 51).Select(id => bias[id] + TensorPrimitives.Dot(flat.AsSpan(row * Width, Width), table.AsSpan(id * Width, Width))))];
        Compare.Close(logits, golden.Floats("out.logits"), 1e-4, "logits");
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

    // In the layout of files: transposed, or head by head, or as they are.
    internal static void Gradients(ParameterStore store, Golden golden, string prefix)
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
