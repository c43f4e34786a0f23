using System;
using System.IO;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>AdamW whose moments are bytes.</summary>
public sealed class ByteMomentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CodesAreThoseOfDynamicQuantisation(bool isSigned)
    {
        DynamicCodes codes = isSigned ? DynamicCodes.Signed : DynamicCodes.Unsigned;
        float[] values = [.. Enumerable.Range(0, 256).Select(code => codes[(byte)code])];
        Assert.Equal(values.Order(), values);
        Assert.Equal(256, values.Distinct().Count());
        Assert.Equal((0f, 1f), (codes[codes.Zero], values[^1]));

        // The paper's: the greatest decade has 64 parts beside a sign, 128 without; the least one or two.
        int parts = isSigned ? 64 : 128;
        Assert.Equal(parts, values.Count(value => value is > 0.1f and < 1));
        Assert.Equal(1 - (0.45 / parts), values[^2], 1e-6);
        Assert.Equal(isSigned ? 5.5e-7 : 3.25e-7, values.First(value => value > 0), 1e-12);
        Assert.Equal(isSigned ? -values[^2] : 0, values[0]);
    }

    [Fact]
    public void TheNearestCodeIsTaken()
    {
        foreach (DynamicCodes codes in new[] { DynamicCodes.Signed, DynamicCodes.Unsigned })
        {
            float[] map = [.. Enumerable.Range(0, 256).Select(code => codes[(byte)code])];
            for (int round = 0; round < 400; round++)
            {
                float[] values = new float[256], read = new float[256];
                byte[] bytes = new byte[256];
                for (int i = 0; i < values.Length; i++)
                {
                    float size = MathF.Pow(10, -8 * CounterRandom.Uniform((ulong)round, (ulong)(2 * i))), value = size * CounterRandom.Normal((ulong)round + 1000, (ulong)i);
                    values[i] = codes == DynamicCodes.Unsigned ? MathF.Abs(value) : value;
                }

                float scale = codes.Write(values, bytes);
                Assert.Equal(values.Max(MathF.Abs), scale);
                codes.Read(bytes, scale, read);
                for (int i = 0; i < values.Length; i++)
                {
                    double best = map.Min(number => Math.Abs(number - ((double)values[i] / scale))), own = Math.Abs(codes[bytes[i]] - ((double)values[i] / scale));
                    if (codes == DynamicCodes.Unsigned && values[i] > 0) Assert.NotEqual(codes.Zero, bytes[i]);
                    if (codes == DynamicCodes.Unsigned && values[i] / scale < 3.25e-7) continue; // not 0
                    Assert.InRange(own, 0, best + 1e-7);
                    Assert.Equal(codes[bytes[i]] * scale, read[i]);
                }
            }
        }
    }

    /// <summary>What was rounded once is rounded to itself.</summary>
    [Fact]
    public void CodesStayWhatTheyAre()
    {
        foreach (DynamicCodes codes in new[] { DynamicCodes.Signed, DynamicCodes.Unsigned })
        {
            byte[] all = [.. Enumerable.Range(0, 256).Select(code => (byte)code)], again = new byte[256];
            float[] values = new float[256];
            codes.Read(all, 0.37f, values);
            Assert.Equal(0.37f, codes.Write(values, again));
            Assert.Equal(all, again);
        }
    }

    [Fact]
    public void ABlockOfZerosAndTheSmallestNumbers()
    {
        byte[] bytes = [1, 2, 3, 4];
        Assert.Equal(0, DynamicCodes.Signed.Write(new float[4], bytes));
        Assert.All(bytes, code => Assert.Equal(DynamicCodes.Signed.Zero, code));
        Assert.Equal(1e-45f, DynamicCodes.Signed.Write([1e-45f, 0, -1e-45f, 0], bytes));
        Assert.Equal([255, DynamicCodes.Signed.Zero, 0, DynamicCodes.Signed.Zero], bytes);
    }

    [Fact]
    public void ItTrainsAsAdamWDoes()
    {
        float[] losses = new float[2];
        for (int i = 0; i < 2; i++)
        {
            ReferenceMlp model = new(seed: 3);
            Optimizer optimizer = i == 0 ? new AdamW(model.Store, 0.01f) : new AdamW8Bit(model.Store, 0.01f);
            Trainer<float, int> trainer = new(model, optimizer);
            TensorDataset<float, int> data = ToyData.Make(256, batch: 16, seed: 7);
            trainer.Fit(data, new FitOptions<float, int> { Steps = 300 });
            losses[i] = trainer.Evaluate(ToyData.Make(256, batch: 16, shuffle: false, seed: 7));
        }

        Assert.InRange(losses[0], 0, 0.2f);
        Assert.InRange(losses[1], 0, Math.Max(1.15f * losses[0], losses[0] + 0.02f));
    }

    /// <summary>One step from moments of 0 rounds nothing before it is taken: it is AdamW's own.</summary>
    [Fact]
    public void TheFirstStepIsAdamWs()
    {
        ParameterStore[] stores = [Store(), Store()];
        new AdamW(stores[0], groups: [new ParameterGroup(parameter => parameter.Name == "b") { LearningRate = 0.3f }]).Step(gradientScale: 0.5f);
        new AdamW8Bit(stores[1], groups: [new ParameterGroup(parameter => parameter.Name == "b") { LearningRate = 0.3f }]).Step(gradientScale: 0.5f, clearGradients: true);
        Assert.Equal(stores[0].Values, stores[1].Values);
        Assert.All(stores[1].Gradients.ToArray(), gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void MemoryIsTwoBytesAndScales()
    {
        ParameterStore store = Store();
        AdamW8Bit optimizer = new(store);
        Assert.Equal(2 * (1000 + 300 + (4 * (4 + 2))), optimizer.StateBytes);
    }

    [Fact]
    public void AnyNumberOfThreadsGivesTheSameBits()
    {
        float[][] values = [.. new[] { 1, 2, 5 }.Select(threads =>
        {
            ParameterStore store = new(200_000, 1);
            Parameter parameter = store.Add("a", Initializer.Normal(1), [199_000]);
            using ThreadTeam team = new(threads);
            AdamW8Bit optimizer = new(store, team: team);
            for (int step = 0; step < 4; step++)
            {
                for (int i = 0; i < parameter.Count; i++) parameter.Gradient[i] = CounterRandom.Normal((ulong)step, (ulong)i);
                optimizer.Step(clearGradients: true);
            }

            return store.Values.ToArray();
        })];
        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[0], values[2]);
    }

    [Fact]
    public void WhatWouldDivergeIsNamedAndNothingChanges()
    {
        ParameterStore store = Store();
        AdamW8Bit optimizer = new(store);
        store.Parameters[1].Gradient[7] = 1e25f;
        float[] before = store.Values.ToArray();
        Assert.Contains("the state 'v' of 'b' at [7]", Assert.Throws<TrainingDivergedException>(() => optimizer.Step()).Message, StringComparison.Ordinal);
        Assert.Equal(before, store.Values);
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void DamageInACheckpointIsRefused()
    {
        ReferenceMlp model = new(seed: 3);
        Trainer<float, int> trainer = new(model, new AdamW8Bit(model.Store));
        TensorDataset<float, int> data = ToyData.Make(16);
        trainer.Fit(data, new FitOptions<float, int> { Steps = 2 });
        MemoryStream stream = new();
        Checkpoint.Save(stream, trainer);
        byte[] file = stream.ToArray();
        string text = System.Text.Encoding.Latin1.GetString(file);
        Assert.Contains("optimizer.m.fc1.weight", text, StringComparison.Ordinal);
        byte[] other = System.Text.Encoding.Latin1.GetBytes(text.Replace("optimizer.m_scale.fc1.bias", "optimizer.m_scale.fc1.bitt", StringComparison.Ordinal));
        Assert.Contains("optimizer.m_scale.fc1.bitt", Assert.Throws<WeightFormatException>(() => Checkpoint.Load(new MemoryStream(other), trainer)).Message, StringComparison.Ordinal);
        Trainer<float, int> floats = new(model, new AdamW(model.Store));
        Assert.Contains("resume with the optimizer", Assert.Throws<WeightFormatException>(() => Checkpoint.Load(new MemoryStream(file), floats)).Message, StringComparison.Ordinal);

        // Its weights load as those of any checkpoint.
        ReferenceMlp read = new(seed: 4);
        WeightFile.Load(read.Store, new MemoryStream(file));
        Assert.Equal(model.Store.Values, read.Store.Values);
    }

    private static ParameterStore Store()
    {
        ParameterStore store = new(2000, 1);
        store.Add("a", Initializer.Normal(1), [10, 100]);
        store.Add("b", Initializer.Normal(1), [300]);
        foreach (Parameter parameter in store.Parameters)
        {
            for (int i = 0; i < parameter.Count; i++) parameter.Gradient[i] = CounterRandom.Normal(9, (ulong)(i + parameter.Count));
        }

        return store;
    }
}
