using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Decoding;
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

    /// <summary>A decoder has one text: as the model without a separator has it, and as the text's part of a row is.</summary>
    [Fact]
    public void ADecoderHasOneText()
    {
        PackedLlama packed = new(seed: 3);
        PublishedLlama3 plain = new(seed: 3);
        int[] text = [5, 9, 33, 7, 12, 2], row = [8, 4, 2, .. text];
        float[] among = Flat(packed.Predict(new ReadOnlyTensorSpan<int>(row, [1, row.Length])));
        TokenDecoder one = packed.CreateDecoder(), other = plain.CreateDecoder();
        for (int i = 0; i < text.Length; i++)
        {
            float[] logits = one.Append([text[i]]).ToArray();
            Compare.Close(logits, other.Append([text[i]]).ToArray(), 1e-5, $"token {i}");
            Compare.Close(logits, among.AsSpan((3 + i) * logits.Length, logits.Length).ToArray(), 1e-4, $"token {i} among texts");
        }

        Assert.Contains("PackedLlama: The separator 2 ends a text", Assert.Throws<InvalidOperationException>(() => one.Append([5])).Message, StringComparison.Ordinal);
        Assert.Contains("PackedLlama: The separator 2 ends a text", Assert.Throws<ArgumentException>(() => packed.CreateDecoder().Append(row)).Message, StringComparison.Ordinal);
        other.Append([5]);
        TokenDecoder fork = one.Fork();
        Assert.Throws<InvalidOperationException>(() => fork.Append([5]));
        one.Reset();
        one.Append([5]);
        fork.CopyFrom(one);
        Compare.Close(fork.Append([9]).ToArray(), one.Append([9]).ToArray(), 1e-6, "a copy");
        foreach (int[] continuation in one.Generate([5, 9], 20, continuations: 4, new SamplingOptions { Seed = 3 })) Assert.DoesNotContain(2, continuation.SkipLast(1));
    }

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
