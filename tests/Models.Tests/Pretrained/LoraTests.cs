using System;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Models.Tests.Pretrained;

/// <summary>Low-rank changes: of the gradients that the chain rule says, merged as unmerged, and files with PEFT's names.</summary>
public sealed class LoraTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-lora-");

    [Fact]
    public void GradientsAreThoseOfTheChange()
    {
        (PublishedTinyLlama model, Batch<int, int> batch) = Loaded();
        var lora = new Lora(model.Store, new LoraOptions { Rank = 4, Alpha = 8, Targets = "q_proj,down_proj", Seed = 3 });
        ITrainable<Batch<int, int>> training = lora.Train(model);
        Noise(lora.Store, 5);
        lora.Store.ZeroGradients();
        training.ComputeGradients(batch);
        foreach (Parameter parameter in lora.Store.Parameters)
        {
            int at = TensorPrimitives.IndexOfMaxMagnitude<float>(parameter.Gradient);
            float before = parameter.Value[at], step = 2e-2f;
            parameter.Value[at] = before + step;
            double above = training.ComputeLoss(batch);
            parameter.Value[at] = before - step;
            double below = training.ComputeLoss(batch);
            parameter.Value[at] = before;
            double slope = (above - below) / (2 * step);
            Assert.True(Math.Abs(slope - parameter.Gradient[at]) <= 2e-2 * Math.Max(Math.Abs(slope), 1e-3), $"{parameter.Name}: {slope} and {parameter.Gradient[at]}");
        }
    }

    [Fact]
    public void MergedIsUnmerged()
    {
        (PublishedTinyLlama model, Batch<int, int> batch) = Loaded();
        float[] base0 = model.Parameters.Layers[0].Attend.Query.Weight.Value.ToArray();
        var lora = new Lora(model.Store, new LoraOptions { Rank = 2, Alpha = 6, Targets = "q_proj" });
        float before = model.ComputeLoss(batch.InputTensor, batch.TargetTensor);
        lora.Apply();
        Assert.Equal(before, model.ComputeLoss(batch.InputTensor, batch.TargetTensor)); // B begins as 0
        Noise(lora.Store, 7);
        lora.Apply();
        Parameter a = lora.Store.Parameters[0], b = lora.Store.Parameters[1];
        Span<float> weight = model.Parameters.Layers[0].Attend.Query.Weight.Value;
        for (int row = 0; row < 32; row++)
        {
            for (int column = 0; column < 32; column++)
            {
                double change = Enumerable.Range(0, 2).Sum(k => (double)b.Value[(row * 2) + k] * a.Value[(k * 32) + column]) * 3;
                Assert.Equal(base0[(row * 32) + column] + change, weight[(row * 32) + column], 1e-5);
            }
        }

        lora.Remove();
        Assert.Equal(base0, model.Parameters.Layers[0].Attend.Query.Weight.Value.ToArray());
    }

    /// <summary>Also where the user has frozen what changes: freezing is of the weights, not of the changes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsNotTrainedGetsNoGradient(bool frozen)
    {
        (PublishedTinyLlama model, Batch<int, int> batch) = Loaded();
        model.ComputeGradients(batch.InputTensor, batch.TargetTensor);
        float[] query = model.Parameters.Layers[1].Attend.Query.Weight.Gradient.ToArray();
        if (frozen) model.Store.Parameters.ToList().ForEach(parameter => parameter.Freeze());
        var lora = new Lora(model.Store, new LoraOptions { Rank = 2, Targets = "q_proj" });
        lora.Store.ZeroGradients();
        lora.Train(model).ComputeGradients(batch);
        Assert.Equal(query, model.Parameters.Layers[1].Attend.Query.Weight.Gradient.ToArray());
        Assert.All(model.Store.Parameters.Where(parameter => parameter.Shape.Length == 2 && !parameter.Name.EndsWith("_proj.weight", StringComparison.Ordinal)), parameter => Assert.Equal(0, TensorPrimitives.MaxMagnitude<float>(parameter.Gradient)));
        Assert.Equal(0, TensorPrimitives.MaxMagnitude<float>(model.Parameters.Layers[1].Think.Down.Weight.Gradient));
        Assert.NotEqual(0, TensorPrimitives.MaxMagnitude<float>(lora.Store.Gradients));
        Assert.All(model.Store.Parameters, parameter => Assert.Equal(frozen, parameter.IsFrozen));
    }

    [Fact]
    public void TrainsTheChangeAlone()
    {
        (PublishedTinyLlama model, Batch<int, int> batch) = Loaded();
        float[] before = model.Store.Values.ToArray();
        var lora = new Lora(model.Store, new LoraOptions { Rank = 4, Targets = "q_proj,v_proj", Whole = "lm_head" });
        ITrainable<Batch<int, int>> training = lora.Train(model);
        var optimizer = new AdamW(training.Store, learningRate: 0.02f);
        float first = training.ComputeLoss(batch);
        for (int step = 0; step < 20; step++)
        {
            training.Store.ZeroGradients();
            training.ComputeGradients(batch);
            optimizer.Step();
        }

        float last = training.ComputeLoss(batch);
        Assert.True(last < 0.7 * first, $"{first} to {last}");
        Assert.Equal(last, model.ComputeLoss(batch.InputTensor, batch.TargetTensor)); // the model is the merged one
        foreach (Parameter parameter in model.Store.Parameters)
        {
            bool isTrained = parameter.Name.Contains("q_proj", StringComparison.Ordinal) || parameter.Name.Contains("v_proj", StringComparison.Ordinal) || parameter.Name.Contains("lm_head", StringComparison.Ordinal);
            Assert.Equal(!isTrained, before.AsSpan(parameter.Offset, parameter.Count).SequenceEqual(parameter.Value));
        }

        lora.Save(_folder.FullName);
        using (SafeTensorsReader file = SafeTensorsReader.Open(Path.Combine(_folder.FullName, "adapter_model.safetensors")))
        {
            Assert.Contains("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight", file.Entries.Select(entry => entry.Name));
            Assert.Contains("base_model.model.lm_head.weight", file.Entries.Select(entry => entry.Name));
            Assert.Equal([8L, 4L], file.Get("base_model.model.model.layers.1.self_attn.v_proj.lora_B.weight").Shape);
        }

        Assert.Contains("\"target_modules\":[\"q_proj\",\"v_proj\"]", File.ReadAllText(Path.Combine(_folder.FullName, "adapter_config.json")), StringComparison.Ordinal);
        (PublishedTinyLlama other, _) = Loaded();
        new Lora(other.Store, new LoraOptions { Rank = 4, Targets = "q_proj,v_proj", Whole = "lm_head" }).Load(_folder.FullName);
        Assert.Equal(last, other.ComputeLoss(batch.InputTensor, batch.TargetTensor), 1e-5);
        Assert.Throws<WeightFormatException>(() => new Lora(other.Store, new LoraOptions { Rank = 2, Targets = "q_proj,v_proj", Whole = "lm_head" }).Load(_folder.FullName));
    }

    [Theory]
    [InlineData("x_proj", "", 4, "No matrix of the model is of a module \"x_proj\"")]
    [InlineData("", "", 4, "No matrix of the model is named")]
    [InlineData("q_proj", "q_proj", 4, "is both in Targets and in Whole")]
    [InlineData("q_proj", "", 33, "Rank 33 is above a size of 'model.layers.0.self_attn.q_proj.weight'")]
    public void WhatCannotBeIsSaid(string targets, string whole, int rank, string message)
    {
        var options = new LoraOptions { Targets = targets, Whole = whole, Rank = rank };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new Lora(new PublishedTinyLlama().Store, options)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (PublishedTinyLlama Model, Batch<int, int> Batch) Loaded()
    {
        using Golden golden = Golden.Open("tinyllama");
        PublishedTinyLlama model = new(Golden.PathOf("tinyllama.safetensors"));
        Batch<int, int> batch = new();
        batch.Resize([2, 8], [2, 8]);
        golden.Ints("in.ids").CopyTo(batch.Input);
        golden.Ints("in.targets").CopyTo(batch.Target);
        return (model, batch);
    }

    private static void Noise(ParameterStore store, int seed)
    {
        Random random = new(seed);
        foreach (Parameter parameter in store.Parameters)
        {
            foreach (ref float value in parameter.Value) value = (random.NextSingle() - 0.5f) * 0.4f;
        }
    }
}
