using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;

namespace ModelGen.Models.Tests.Pretrained;

[Pretrained("../golden/llama3.config.json", Separator = 2)]
public partial class PackedLlama;

[Pretrained("../golden/mistral.config.json", Separator = 2)]
public partial class PackedMistral;

[Pretrained("../golden/gpt_neox.config.json", Separator = 2)]
public partial class PackedGptNeox;

/// <summary>Short texts in one row: logits, loss and gradients are those of the texts one by one.</summary>
public sealed class PackedTextTests
{
    [Fact]
    public void Llama3() => Check(new PackedLlama(seed: 3), new PublishedLlama3(seed: 3));

    [Fact]
    public void Mistral() => Check(new PackedMistral(seed: 3), new PublishedMistral(seed: 3));

    [Fact]
    public void GptNeox() => Check(new PackedGptNeox(seed: 3), new PublishedGptNeox(seed: 3));

    private static void Check<TPacked, TPlain>(TPacked packed, TPlain plain)
        where TPacked : IModel, ITrainable<int, int>
        where TPlain : IModel, ITrainable<int, int>
    {
        Random random = new(5);
        (int[] Prompt, int[] Answer)[] examples = [.. new[] { 9, 3, 5, 2, 7, 4 }.Select(length => (Enumerable.Range(0, length).Select(_ => random.Next(3, 60)).ToArray(), (int[])[random.Next(3, 60), random.Next(3, 60)]))];
        TokenTargetDataset data = TokenTargetDataset.Instructions(examples, maximumLength: 16, padding: 0, batch: examples.Length, shuffle: false), rows = data.Pack(separator: 2, batch: 100, shuffle: false);
        Assert.InRange(rows.Examples, 1, 4);
        Batch<int, int> one = new(), many = new();
        Assert.True(data.Next(one));
        Assert.True(rows.Next(many));
        Assert.Equal(one.Target.ToArray().Count(id => id >= 0), many.Target.ToArray().Count(id => id >= 0));
        Assert.True(many.Input.Length < one.Input.Length, "packing saves nothing");

        // Padding behind a causal text changes nothing of it.
        ((IModel)packed).Store.ZeroGradients();
        ((IModel)plain).Store.ZeroGradients();
        Assert.Equal(plain.ComputeGradients(one.InputTensor, one.TargetTensor), packed.ComputeGradients(many.InputTensor, many.TargetTensor), 1e-5f);
        foreach ((Parameter expected, Parameter actual) in ((IModel)plain).Store.Parameters.Zip(((IModel)packed).Store.Parameters)) Compare.Close(actual.Gradient, expected.Gradient.ToArray(), 1e-4, expected.Name);
    }
}
