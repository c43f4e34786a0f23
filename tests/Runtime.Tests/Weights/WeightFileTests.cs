using System;
using System.IO;
using System.Linq;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class WeightFileTests
{
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    [InlineData("mlp")]
    public void GoldenFilesLoadAndRoundTrip(string name)
    {
        using Golden golden = Golden.Open(name);
        ParameterStore store = StoreFor(golden.Weights);
        WeightFile.Load(store, golden.Weights);
        foreach (Parameter parameter in store.Parameters) AssertHolds(golden.Weight(parameter.Name), parameter);

        MemoryStream stream = new();
        WeightFile.Save(store, stream);
        ParameterStore other = StoreFor(golden.Weights);
        WeightFile.Load(other, new ForwardStream(stream.ToArray()));
        Assert.Equal(store.Values, other.Values);
    }

    [Fact]
    public void TransposedMatricesAreTurnedBothWays()
    {
        ParameterStore store = new(64, 1);
        Parameter weight = store.Add("w", Initializer.Zeros, [2, 3], transposed: true);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(weight.Value);
        MemoryStream stream = new();
        WeightFile.Save(store, stream);
        stream.Position = 0;
        using SafeTensorsReader reader = new(stream);
        Assert.Equal([3L, 2L], reader.Get("w").Shape);
        Assert.Equal([1f, 4, 2, 5, 3, 6], reader.ReadFloats(reader.Get("w")));
        weight.Value.Clear();
        WeightFile.Load(store, reader);
        Assert.Equal([1f, 2, 3, 4, 5, 6], weight.Value);
    }

    [Fact]
    public void LargeTransposesAreExact()
    {
        float[] from = new float[45 * 77], to = new float[45 * 77];
        for (int i = 0; i < from.Length; i++) from[i] = i;
        StoredMatrix.Transpose(from, to, 45, 77);
        for (int row = 0; row < 45; row++)
        {
            for (int column = 0; column < 77; column++) Assert.Equal(from[(row * 77) + column], to[(column * 45) + row]);
        }
    }

    [Fact]
    public void PublishedGpt2NamesAndBuffersAreTaken()
    {
        using Golden golden = Golden.Open("gpt2");
        SafeTensorsWriter writer = new();
        foreach (TensorEntry entry in golden.Weights.Entries)
            writer.Add(entry.Name["transformer.".Length..], Sizes(entry), () => golden.Weights.ReadFloats(entry));
        writer.Add("h.0.attn.bias", [1, 1, 4, 4], () => new float[16]);
        writer.Add("h.0.attn.masked_bias", [], () => new float[1]);
        writer.Add("lm_head.weight", [61, 32], () => golden.Weight("transformer.wte.weight"));
        ParameterStore store = StoreFor(golden.Weights);
        WeightFile.Load(store, Written(writer));
        foreach (Parameter parameter in store.Parameters) AssertHolds(golden.Weight(parameter.Name), parameter);
    }

    [Fact]
    public void AHeadThatIsNotTiedIsRefused()
    {
        using Golden golden = Golden.Open("gpt2");
        SafeTensorsWriter writer = new();
        foreach (TensorEntry entry in golden.Weights.Entries) writer.Add(entry.Name, Sizes(entry), () => golden.Weights.ReadFloats(entry));
        writer.Add("lm_head.weight", [61, 32], () => new float[61 * 32]);
        ParameterStore store = StoreFor(golden.Weights);
        string message = Assert.Throws<WeightFormatException>(() => WeightFile.Load(store, Written(writer))).Message;
        Assert.Contains("TiedHead = false", message, StringComparison.Ordinal);
        Assert.Equal(-1, store.Values.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void WhatDoesNotFitIsListedAndChangesNothing()
    {
        ParameterStore store = new(200, 1);
        store.Add("a", Initializer.Ones, [2, 3]);
        store.Add("b", Initializer.Ones, [4]);
        store.Add("c", Initializer.Ones, [4]);
        SafeTensorsWriter writer = new();
        writer.Add("a", [3, 2], () => new float[6]);
        writer.Add("b", [4], new int[4]);
        writer.Add("d", [1], () => new float[1]);
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => WeightFile.Load(store, Written(writer)));
        Assert.Equal(
            "The stream does not fit the model: tensor 'a' is [3, 2], expected [2, 3]; tensor 'b' is I32, expected F32, F16, BF16 or F64; missing: c; unexpected: d; "
            + "load the file of this model, or declare the model as the file's",
            error.Message);
        Assert.All(store.Parameters, parameter => Assert.Equal(-1, parameter.Value.IndexOfAnyExcept(1f)));
    }

    [Fact]
    public void LongListsAreCut()
    {
        ParameterStore store = new(1000, 1);
        for (int i = 0; i < 20; i++) store.Add($"p{i}", Initializer.Zeros, [1]);
        string message = Assert.Throws<WeightFormatException>(() => WeightFile.Load(store, Written(new SafeTensorsWriter()))).Message;
        Assert.Contains("missing: p0, p1, p2, p3, p4, and 15 more", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStreamThatBreaksOffChangesNothing()
    {
        using Golden golden = Golden.Open("mlp");
        byte[] whole = File.ReadAllBytes(Golden.PathOf("mlp.safetensors"));
        ParameterStore store = StoreFor(golden.Weights);
        Assert.Throws<WeightFormatException>(() => WeightFile.Load(store, new ForwardStream(whole[..^10])));
        Assert.Equal(-1, store.Values.IndexOfAnyExcept(0f));
    }

    [Theory]
    [InlineData(SafeTensorType.F16, 1e-3f)]
    [InlineData(SafeTensorType.BF16, 1e-2f)]
    public void HalfPrecisionFilesLoad(SafeTensorType type, float tolerance)
    {
        using Golden golden = Golden.Open("mlp");
        ParameterStore store = StoreFor(golden.Weights);
        WeightFile.Load(store, golden.Weights);
        float[] before = store.Values.ToArray();
        MemoryStream stream = new();
        WeightFile.Save(store, stream, type);
        stream.Position = 0;
        WeightFile.Load(store, stream);
        foreach ((float a, float b) in before.Zip(store.Values.ToArray())) Assert.Equal(a, b, tolerance);
    }

    internal static ParameterStore StoreFor(SafeTensorsReader reader)
    {
        ParameterStore store = new(reader.Entries.Sum(entry => entry.Count + 16), 0);
        foreach (TensorEntry entry in reader.Entries)
        {
            int[] shape = Sizes(entry);
            bool transposed = entry.Name.Contains(".c_", StringComparison.Ordinal) && shape.Length == 2;
            if (transposed) Array.Reverse(shape);
            store.Add(entry.Name, Initializer.Zeros, shape, transposed);
        }

        return store;
    }

    private static void AssertHolds(float[] file, Parameter parameter)
    {
        float[] expected = file;
        if (parameter.Transposed) StoredMatrix.Transpose(file, expected = new float[file.Length], parameter.Shape[1], parameter.Shape[0]);
        Assert.Equal(expected, parameter.Value);
    }

    private static int[] Sizes(TensorEntry entry) => [.. entry.Shape.Select(size => (int)size)];

    private static MemoryStream Written(SafeTensorsWriter writer)
    {
        MemoryStream stream = new();
        writer.Write(stream);
        stream.Position = 0;
        return stream;
    }
}
