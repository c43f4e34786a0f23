using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

/// <summary>Weights of examples go where their examples go.</summary>
public class WeightTests
{
    private const int Examples = 10;

    // Of example i: i + 1.
    private static readonly float[] s_weights = [.. Enumerable.Range(1, Examples).Select(i => (float)i)];

    [Fact]
    public void TheyAreShuffledWithTheirExamples() => Check(Tensors(shuffle: true));

    [Fact]
    public void SequencesHaveThem() => Check(new SequenceDataset<int>([.. Enumerable.Range(0, Examples).Select(i => new[] { i })], Enumerable.Range(0, Examples).ToArray(), 4, 99, batch: 3, weights: s_weights));

    [Fact]
    public void StreamsHaveThem() => Check(new StreamedDataset<float, int>(Examples, [1], [], (i, input, target) => (input[0], target[0]) = (i, i), batch: 3, threads: 2, weights: s_weights));

    [Fact]
    public void PrefetchingCarriesThem()
    {
        using PrefetchSource<float, int> ahead = new(Tensors(shuffle: true));
        Check(ahead);
    }

    [Fact]
    public void AugmentedImagesHaveThem()
    {
        float[] pixels = [.. Enumerable.Range(0, Examples).SelectMany(i => Enumerable.Repeat((float)i, 4))];
        TensorDataset<float, int> images = new(new ReadOnlyTensorSpan<float>(pixels, [Examples, 1, 2, 2]), Enumerable.Range(0, Examples).ToArray(), batch: 3, weights: s_weights);
        Check(new AugmentedSource<int>(images, new ImageAugmentation()));
    }

    [Fact]
    public void PartsKeepThem()
    {
        TensorDataset<float, int> part = Tensors(shuffle: false).Take([7, 2, 2]);
        Batch<float, int> batch = new();
        Assert.True(part.Next(batch));
        Assert.Equal([8, 3, 3], batch.Weights.ToArray());
        SequenceDataset<int> texts = new SequenceDataset<int>([[1], [2]], new[] { 0, 1 }, 4, 9, batch: 2, shuffle: false, weights: [5, 6]).Take([1, 0]);
        Batch<int, int> two = new();
        Assert.True(texts.Next(two));
        Assert.Equal([6, 5], two.Weights.ToArray());
    }

    /// <summary>λ of one and 1 - λ of the other, as targets.</summary>
    [Fact]
    public void MixturesMixThem()
    {
        MixupSource mixed = new(Tensors(shuffle: false), classes: Examples, alpha: 1);
        Batch<float, float> batch = new();
        while (mixed.Next(batch))
        {
            for (int row = 0; row < batch.Examples; row++)
            {
                float expected = 0;
                for (int id = 0; id < Examples; id++) expected += batch.Target[(row * Examples) + id] * s_weights[id];
                Assert.Equal(expected, batch.Weights[row], 1e-4f);
            }
        }
    }

    /// <summary>A batch that is used for data with weights, then without, has none.</summary>
    [Fact]
    public void NothingIsLeftOfABatchBefore()
    {
        Batch<float, int> batch = new();
        Tensors(shuffle: false).Next(batch);
        Assert.Equal(3, batch.Weights.Length);
        new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>([1, 2], [2, 1]), new[] { 0, 1 }, batch: 2).Next(batch);
        Assert.True(batch.Weights.IsEmpty);
    }

    [Fact]
    public void BadOnesAreSaid()
    {
        Says("has 2 weights for 3 examples", [1, 2]);
        Says("is -1 for example 1", [1, -1, 1]);
        Says("is NaN for example 2", [1, 1, float.NaN]);
        Says("is Infinity for example 0", [float.PositiveInfinity, 1, 1]);
        Says("is 0 for every example", [0, 0, 0]);

        static void Says(string what, float[] weights)
        {
            Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(() => new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>([1, 2, 3], [3, 1]), new[] { 0, 1, 2 }, batch: 1, weights: weights)).Message, StringComparison.Ordinal);
            Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(() => new SequenceDataset<int>([[1], [2], [3]], new[] { 0, 1, 2 }, 4, 9, batch: 1, weights: weights)).Message, StringComparison.Ordinal);
            Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(() => new StreamedDataset<float, int>(3, [1], [], (_, _, _) => { }, batch: 1, weights: weights)).Message, StringComparison.Ordinal);
        }
    }

    private static TensorDataset<float, int> Tensors(bool shuffle) =>
        new(new ReadOnlyTensorSpan<float>([.. Enumerable.Range(0, Examples).Select(i => (float)i)], [Examples, 1]), Enumerable.Range(0, Examples).ToArray(), batch: 3, shuffle, seed: 5, weights: s_weights);

    private static void Check<TInput>(IDataSource<Batch<TInput, int>> source)
        where TInput : unmanaged
    {
        Batch<TInput, int> batch = new();
        List<int> seen = [];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            while (source.Next(batch))
            {
                Assert.Equal(batch.Target.ToArray().Select(id => s_weights[id]), batch.Weights.ToArray());
                seen.AddRange(batch.Target);
            }
        }

        Assert.Equal(2 * Examples, seen.Count);
    }
}
