using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void WindowsAreTextAndTargetsAreOneFurther()
    {
        int[] tokens = [.. Enumerable.Range(0, 50)];
        TokenDataset data = new(tokens, context: 8, batch: 4, seed: 3);
        Batch<int, int> batch = new();
        HashSet<int> starts = [];
        for (int i = 0; i < 300; i++)
        {
            Assert.True(data.Next(batch));
            Assert.Equal([4, 8], batch.InputTensor.Lengths);
            for (int row = 0; row < 4; row++)
            {
                int start = batch.Input[row * 8];
                starts.Add(start);
                for (int t = 0; t < 8; t++)
                {
                    Assert.Equal(start + t, batch.Input[(row * 8) + t]);
                    Assert.Equal(start + t + 1, batch.Target[(row * 8) + t]);
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, 42), starts.Order()); // every window, first and last included
    }

    [Fact]
    public void TheSameSeedGivesTheSameWindowsAndPositionsResume()
    {
        int[] tokens = [.. Enumerable.Range(0, 500)];
        TokenDataset a = new(tokens, 8, 4, seed: 3), b = new(tokens, 8, 4, seed: 4);
        int[] first = Take(a, 5), second = Take(a, 5);
        Assert.NotEqual(first, second);
        Assert.NotEqual(first, Take(b, 5));
        b.Position = new DataPosition(3, 5);
        Assert.Equal(second, Take(b, 5));
        ((IDataSource<int, int>)a).Reset(3);
        Assert.Equal(first, Take(a, 5));
    }

    [Fact]
    public void SequentialOrderCoversEveryTargetOnceAndEnds()
    {
        int[] tokens = [.. Enumerable.Range(0, 43)];
        TokenDataset data = new(tokens, context: 4, batch: 3, TokenOrder.Sequential);
        Batch<int, int> batch = new();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            List<int> targets = [];
            while (data.Next(batch)) targets.AddRange(batch.Target.ToArray());
            Assert.Equal(Enumerable.Range(1, 40), targets);
        }
    }

    [Fact]
    public void TextsWithoutAWindowAreRefused()
    {
        Assert.Contains("The text is empty", Assert.Throws<ArgumentException>(() => new TokenDataset(Array.Empty<int>(), 8, 1)).Message, StringComparison.Ordinal);
        string message = Assert.Throws<ArgumentException>(() => new TokenDataset(new int[8], 8, 1)).Message;
        Assert.Contains("The text has 8 tokens, too few for windows of 8 and the token after each: give at least 9", message, StringComparison.Ordinal);
        TokenDataset smallest = new(new int[9], 8, 1);
        Assert.True(smallest.Next(new Batch<int, int>()));
    }

    [Fact]
    public void EpochsShowEveryExampleOnceInOrdersOfTheirOwn()
    {
        float[] inputs = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        int[] targets = [.. Enumerable.Range(0, 10)];
        TensorDataset<float, int> data = new(new ReadOnlyTensorSpan<float>(inputs, [10, 2]), targets, batch: 4, seed: 1);
        Batch<float, int> batch = new();
        List<int[]> orders = [];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            List<int> seen = [];
            List<int> sizes = [];
            while (data.Next(batch))
            {
                sizes.Add(batch.Examples);
                for (int i = 0; i < batch.Examples; i++)
                {
                    seen.Add(batch.Target[i]);
                    Assert.Equal(2f * batch.Target[i], batch.Input[2 * i]);
                    Assert.Equal((2f * batch.Target[i]) + 1, batch.Input[(2 * i) + 1]);
                }
            }

            Assert.Equal([4, 4, 2], sizes);
            Assert.Equal(targets, seen.Order());
            orders.Add([.. seen]);
        }

        Assert.NotEqual(orders[0], orders[1]);
        Assert.NotEqual(orders[1], orders[2]);
        data.Position = new DataPosition(1, 4); // the second epoch's start
        List<int> again = [];
        while (data.Next(batch)) again.AddRange(batch.Target.ToArray());
        Assert.Equal(orders[1], again);
    }

    [Fact]
    public void MismatchedExamplesAreRefused()
    {
        string message = Assert.Throws<ArgumentException>(() => new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(new float[6], [3, 2]), new int[2], 1)).Message;
        Assert.Contains("Inputs [3, 2] and targets [2] differ", message, StringComparison.Ordinal);
        Assert.Contains("no examples", Assert.Throws<ArgumentException>(() => new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(new float[2], [0, 2]), new int[1], 1)).Message, StringComparison.Ordinal);
    }

    private static int[] Take(TokenDataset data, int batches)
    {
        Batch<int, int> batch = new();
        List<int> all = [];
        for (int i = 0; i < batches; i++)
        {
            data.Next(batch);
            all.AddRange(batch.Input.ToArray());
        }

        return [.. all];
    }

    // torchgeo#3039, pytorch#7716: what is taken keeps every option.
    [Fact]
    public void WhatIsTakenLeavesPartialBatchesOutToo()
    {
        TensorDataset<float, int> data = new(new ReadOnlyTensorSpan<float>(new float[10], [5, 2]), new int[5], batch: 2, keepPartial: false);
        Assert.Equal(2, data.Take([0, 1, 2, 3, 4]).BatchesPerEpoch);
        Assert.Equal(2, data.Take([0, 1, 2, 3, 4]).Take([4, 3, 2, 1, 0]).BatchesPerEpoch);
        Assert.Equal(3, data.Take([0, 1, 2, 3, 4], keepPartial: true).BatchesPerEpoch);
    }
}
