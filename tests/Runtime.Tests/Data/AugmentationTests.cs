using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class AugmentationTests
{
    private static readonly float[] s_image = [.. Enumerable.Range(1, 2 * 4 * 5).Select(i => (float)i)]; // [2, 4, 5]

    [Fact]
    public void FlippingMirrorsHalfOfTheImages()
    {
        ImageAugmentation augmentation = new() { FlipHorizontally = true };
        int mirrored = 0;
        for (ulong key = 0; key < 400; key++)
        {
            float[] result = Apply(augmentation, key);
            if (result[0] == 5) mirrored++;
            Assert.Equal(result[0] == 5 ? [5, 4, 3, 2, 1, 10] : [1, 2, 3, 4, 5, 6], result[..6]);
        }

        Assert.InRange(mirrored, 150, 250);
        Assert.Contains(Enumerable.Range(0, 50), key => Apply(new ImageAugmentation { FlipVertically = true }, (ulong)key)[0] == 16);
    }

    [Fact]
    public void ShiftsMoveAndFill()
    {
        HashSet<(int, int)> seen = [];
        ImageAugmentation augmentation = new() { Shift = 1, Fill = -1 };
        for (ulong key = 0; key < 200; key++)
        {
            float[] result = Apply(augmentation, key);
            int middle = (int)result[6] - 1; // what came to row 1, column 1
            (int row, int column) = (middle / 5, middle % 5);
            seen.Add((row, column));
            for (int y = 0; y < 4; y++)
            {
                for (int x = 0; x < 5; x++)
                {
                    int fromRow = y + row - 1, fromColumn = x + column - 1;
                    float expected = fromRow is >= 0 and < 4 && fromColumn is >= 0 and < 5 ? s_image[(fromRow * 5) + fromColumn] : -1;
                    Assert.Equal(expected, result[(y * 5) + x]);
                }
            }
        }

        Assert.Equal(9, seen.Count);
    }

    [Fact]
    public void CropsAreRandomToLearnAndCentredToJudge()
    {
        ImageAugmentation augmentation = new() { CropHeight = 2, CropWidth = 3 };
        float[] result = new float[12];
        augmentation.Apply(s_image, result, 2, 4, 5, key: null);
        Assert.Equal([7, 8, 9, 12, 13, 14, 27, 28, 29, 32, 33, 34], result);
        HashSet<float> corners = [];
        for (ulong key = 0; key < 200; key++)
        {
            augmentation.Apply(s_image, result, 2, 4, 5, key);
            corners.Add(result[0]);
            Assert.Equal(result[0] + 20, result[6]);
        }

        Assert.Equal([1, 2, 3, 6, 7, 8, 11, 12, 13], corners.Order());
        Assert.Contains("5 x 3 does not fit into images of 4 x 5", Assert.Throws<ArgumentException>(() => (augmentation with { CropHeight = 5 }).Apply(s_image, result, 2, 4, 5, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoiseHasItsDeviation()
    {
        float[] image = new float[10_000], result = new float[10_000];
        new ImageAugmentation { Noise = 0.5f }.Apply(image, result, 1, 100, 100, 3);
        Assert.Equal(0.5, Math.Sqrt(TensorPrimitives.SumOfSquares<float>(result) / 10_000), 0.02);
    }

    [Fact]
    public void ThreadsDoNotChangeAPixelAndEpochsDiffer()
    {
        float[] images = [.. Enumerable.Range(0, 6 * 40).Select(i => (float)i)];
        ImageAugmentation all = new() { FlipHorizontally = true, FlipVertically = true, Shift = 2, CropHeight = 3, Noise = 0.1f };
        float[]? first = null, later = null;
        foreach (int threads in new[] { 1, 3 })
        {
            using ThreadTeam team = new(threads);
            TensorDataset<float, int> plain = new(new ReadOnlyTensorSpan<float>(images, [6, 2, 4, 5]), new int[6], batch: 6, shuffle: false);
            AugmentedSource<int> source = new(plain, all, team: team);
            Batch<float, int> batch = new();
            Assert.True(source.Next(batch));
            Assert.Equal([6, 2, 3, 5], batch.InputTensor.Lengths);
            first ??= batch.Input.ToArray();
            Assert.Equal(first, batch.Input);
            Assert.False(source.Next(batch));
            Assert.True(source.Next(batch));
            later ??= batch.Input.ToArray();
            Assert.Equal(later, batch.Input);
            Assert.NotEqual(first, later);
            source.Position = new DataPosition(0, 0);
            source.Next(batch);
            Assert.Equal(first, batch.Input);
        }
    }

    [Fact]
    public void WhatIsNoImageIsRefused()
    {
        TensorDataset<float, int> plain = new(new ReadOnlyTensorSpan<float>(new float[12], [3, 4]), new int[3], batch: 3);
        Assert.Contains("is [3, 4], expected [B, channels, height, width]", Assert.Throws<ShapeMismatchException>(() => new AugmentedSource<int>(plain, new ImageAugmentation()).Next(new Batch<float, int>())).Message, StringComparison.Ordinal);
    }

    private static float[] Apply(ImageAugmentation augmentation, ulong key)
    {
        float[] result = new float[40];
        augmentation.Apply(s_image, result, 2, 4, 5, key);
        return result;
    }
}
