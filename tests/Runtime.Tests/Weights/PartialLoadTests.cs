using System;
using System.IO;
using System.Linq;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class PartialLoadTests
{
    [Theory]
    [InlineData("block.attn.bias", new[] { 3 })]         // huggingface/transformers#24113: a bias is no mask
    [InlineData("block.attn.masked_bias", new[] { 3 })]
    [InlineData("h.0.attn.bias", new[] { 3 })]           // the right place, without GPT-2's weights beside it
    [InlineData("rotary_emb.inv_freq", new[] { 4 })]
    [InlineData("layers.0.self_attn.rotary_emb.inv_freq", new[] { 4 })]
    [InlineData("embeddings.position_ids", new[] { 1, 4 })]
    [InlineData("x.num_batches_tracked", new int[0])]
    [InlineData("optimizer.m.block.attn.weight", new[] { 3, 3 })]
    [InlineData("lm_head.weight", new[] { 3, 3 })]
    public void NothingIsPassedOverByTheEndOfItsName(string name, int[] shape)
    {
        SafeTensorsWriter writer = Writer(("block.attn.weight", [3, 3]), (name, shape));
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => WeightFile.Load(Store(("block.attn.weight", [3, 3])), Written(writer)));
        Assert.Contains($"unexpected: {name}", error.Message, StringComparison.Ordinal);
        Assert.Equal([name], WeightFile.Load(Store(("block.attn.weight", [3, 3])), Written(writer), LoadOptions.Partial).Unexpected);
    }

    [Fact]
    public void BuffersOfKnownArchitecturesArePassedOverInTheirPlace()
    {
        ((string, int[])[] Model, (string, int[])[] More)[] cases =
        [
            ([("transformer.h.0.attn.c_attn.weight", [2, 6])], [("transformer.h.0.attn.bias", [1, 1, 2, 2]), ("transformer.h.0.attn.masked_bias", [])]),
            ([("model.layers.0.self_attn.q_proj.weight", [2, 2])], [("model.layers.0.self_attn.rotary_emb.inv_freq", [1])]),
            ([("bert.embeddings.position_embeddings.weight", [2, 2])], [("bert.embeddings.position_ids", [1, 2])]),
            ([("features.1.running_mean", [2])], [("features.1.num_batches_tracked", [])]),
        ];
        foreach (((string, int[])[] model, (string, int[])[] more) in cases)
        {
            Assert.True(WeightFile.Load(Store(model), Written(Writer([.. model, .. more]))).IsComplete);
            // A bias of that name and another rank is no mask.
            if (more[0].Item2.Length == 4) Assert.Throws<WeightFormatException>(() => WeightFile.Load(Store(model), Written(Writer([.. model, (more[0].Item1, [6])]))));
        }
    }

    [Fact]
    public void PrefixesOfWrappersFallAwayAndOnesOwnAreMapped()
    {
        foreach (string prefix in new[] { "module.", "_orig_mod.", "module._orig_mod." })
        {
            ParameterStore store = Store(("fc.weight", [2, 3]));
            Assert.True(WeightFile.Load(store, Written(Writer((prefix + "fc.weight", [2, 3])))).IsComplete);
            Assert.Equal(1, store.Values[0]);
        }

        // Who has such a name keeps it.
        Assert.True(WeightFile.Load(Store(("module.fc.weight", [2])), Written(Writer(("module.fc.weight", [2])))).IsComplete);

        LoadOptions options = new() { Prefixes = new System.Collections.Generic.Dictionary<string, string> { ["backbone."] = "trunk.", ["backbone.net."] = "" } };
        LoadReport report = WeightFile.Load(Store(("trunk.a", [2]), ("b", [3])), Written(Writer(("backbone.a", [2]), ("backbone.net.b", [3]))), options);
        Assert.True(report.IsComplete);
        Assert.Contains("which the file has too", Assert.Throws<WeightFormatException>(() => WeightFile.Load(Store(("fc", [2])), Written(Writer(("fc", [2]), ("module.fc", [2]))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartialLoadSaysWhatItDid()
    {
        ParameterStore store = Store(("a", [2]), ("b", [2, 2]), ("c", [4]));
        store.Values.Fill(9);
        LoadReport report = WeightFile.Load(store, Written(Writer(("a", [2]), ("c", [5]), ("d\u001b[2J", [1]))), LoadOptions.Partial);
        Assert.Equal(["a"], report.Loaded);
        Assert.Equal(["b"], report.Missing);
        Assert.Equal(["d\u001b[2J"], report.Unexpected);
        Assert.Equal("'c' is [5], expected [4]", report.OtherShapes.Single().ToString());
        Assert.Equal("1 tensors loaded\nmissing: b\nof another shape: 'c' is [5], expected [4]\nleft over: d?[2J", report.ToString());
        Assert.Equal([1f, 1f], store.Parameters[0].Value);
        Assert.Equal([9f, 9f, 9f, 9f], store.Parameters[1].Value);
        Assert.Equal([9f, 9f, 9f, 9f], store.Parameters[2].Value);
    }

    [Fact]
    public void AFileOfSomethingElseIsNoPartialLoad()
    {
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => WeightFile.Load(Store(("a", [2])), Written(Writer(("x.a", [2]))), LoadOptions.Partial));
        Assert.Contains("it has no tensor of the model, whose first is 'a' where the file's is 'x.a': map its names with LoadOptions.Prefixes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyWhatIsAllowedMayBeOtherwise()
    {
        Stream Lacking() => Written(Writer(("a", [2])));
        Assert.Contains("missing: b", Assert.Throws<WeightFormatException>(() => WeightFile.Load(Store(("a", [2]), ("b", [1])), Lacking(), new LoadOptions { AllowUnexpected = true, AllowOtherShapes = true })).Message, StringComparison.Ordinal);
        Assert.Equal(["b"], WeightFile.Load(Store(("a", [2]), ("b", [1])), Lacking(), new LoadOptions { AllowMissing = true }).Missing);
        Assert.Contains("tensor 'a' is [2], expected [3]", Assert.Throws<WeightFormatException>(() => WeightFile.Load(Store(("a", [3])), Lacking(), new LoadOptions { AllowMissing = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStoreThatDoesNotDrawHasTheSameValuesWhereTheFileHasNone()
    {
        ParameterStore drawn = new(100, 5), undrawn = new(100, 5, draws: false);
        foreach (ParameterStore store in new[] { drawn, undrawn })
        {
            store.Add("a", Initializer.Normal(1), [2]);
            store.Add("b", Initializer.Uniform(1), [7]);
        }

        Assert.Equal(-1, undrawn.Values.IndexOfAnyExcept(0f));
        WeightFile.Load(undrawn, Written(Writer(("a", [2]))), LoadOptions.Partial);
        Assert.Equal([1f, 1f], undrawn.Parameters[0].Value);
        Assert.Equal(drawn.Parameters[1].Value, undrawn.Parameters[1].Value);
    }

    private static ParameterStore Store(params (string Name, int[] Shape)[] tensors)
    {
        ParameterStore store = new(1000, 1, buffers: 1000);
        foreach ((string name, int[] shape) in tensors)
        {
            if (name.Contains("running", StringComparison.Ordinal)) store.AddBuffer(name, Initializer.Zeros, shape);
            else store.Add(name, Initializer.Zeros, shape);
        }

        return store;
    }

    private static SafeTensorsWriter Writer(params (string Name, int[] Shape)[] tensors)
    {
        SafeTensorsWriter writer = new();
        foreach ((string name, int[] shape) in tensors)
        {
            float[] ones = [.. Enumerable.Repeat(1f, shape.Aggregate(1, (count, size) => count * size))];
            writer.Add(name, shape, () => ones);
        }

        return writer;
    }

    private static MemoryStream Written(SafeTensorsWriter writer)
    {
        MemoryStream stream = new();
        writer.Write(stream);
        stream.Position = 0;
        return stream;
    }
}
