using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Equality;
using ModelGen.Onnx;
using Xunit;

namespace ModelGen.Onnx.Tests;

/// <summary>Files of decoders that go on from their past.</summary>
public sealed class DecodingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onnx");

    private string File => Path.Combine(_folder.FullName, "model.onnx");

    /// <summary>A prompt, then token by token, beside the whole text at once: learned positions, rotary ones, a window.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void StepsAreThoseOfTheWholeText(int batch)
    {
        OnnxOptions options = new() { Cache = true };
        Gpt gpt = new(3);
        gpt.ExportOnnx(File, options);
        Check(31, (ids, shape) => gpt.Predict(new(ids, shape)));
        Storyteller storyteller = new(4);
        storyteller.ExportOnnx(File, options);
        Check(131, (ids, shape) => storyteller.Predict(new(ids, shape)));
        Near near = new(5);
        near.ExportOnnx(File, options);
        Check(31, (ids, shape) => near.Predict(new(ids, shape)));

        void Check(int vocabulary, Func<int[], nint[], Tensor<float>> predict)
        {
            const int Length = 14;
            Random random = new(batch);
            int[] ids = [.. Enumerable.Range(0, batch * Length).Select(_ => random.Next(vocabulary))];
            float[] whole = new float[batch * Length * vocabulary];
            predict(ids, [batch, Length]).FlattenTo(whole);
            using InferenceSession session = new(File);
            Dictionary<string, OrtValue> past = session.InputNames.Where(name => name != "input").ToDictionary(name => name, name => Empty(session, name, batch));
            Assert.Equal(4, past.Count);
            for (int at = 0, steps = 5; at < Length; at += steps, steps = 1)
            {
                float[] logits = Step(session, past, Part(ids, batch, Length, at, steps, 1).Select(id => (long)id).ToArray(), batch, steps);
                Closeness.Check(logits, Part(whole, batch, Length, at, steps, vocabulary), 1e-5, 0, $"steps from {at}");
            }
        }
    }

    [Fact]
    public void WhatIsNoDecoderHasNoCache()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Odd(1).ExportOnnx(File, new OnnxOptions { Cache = true }));
        Assert.StartsWith("Odd is no decoder of one text, so it has no cache: leave the option out", error.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The next call's past are this one's results.
    private static float[] Step(InferenceSession session, Dictionary<string, OrtValue> past, long[] ids, int batch, int steps)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(ids, [batch, steps]);
        using RunOptions run = new();
        string[] names = [.. past.Keys];
        IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["input", .. names], [input, .. names.Select(name => past[name])], ["output", .. names.Select(name => name.Replace("past", "present", StringComparison.Ordinal))]);
        for (int i = 0; i < names.Length; i++) past[names[i]] = results[i + 1];
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static OrtValue Empty(InferenceSession session, string name, int batch)
    {
        int[] sizes = session.InputMetadata[name].Dimensions;
        return OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [batch, sizes[1], 0, sizes[3]]);
    }

    private static T[] Part<T>(T[] all, int batch, int length, int first, int count, int width) =>
        [.. Enumerable.Range(0, batch).SelectMany(example => all.Skip(((example * length) + first) * width).Take(count * width))];
}

/// <summary>Attention that looks at few steps.</summary>
[Backends(Backend.Onnx), Model, Tokens(Vocabulary = 31, Context = 24)]
[Embedding(16), PositionEmbedding, SelfAttention(Heads = 2, Causal = true, Window = 3), SelfAttention(Heads = 2, Causal = true), Linear(31)]
[Loss(Loss.CrossEntropy)]
public partial class Near;
