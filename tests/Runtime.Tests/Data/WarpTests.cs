using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

/// <summary>Turns, sizes, colours, cutouts and mixtures.</summary>
public sealed class WarpTests
{
    [Fact]
    public void AQuarterTurnIsThePictureOnItsSide()
    {
        float[] image = [.. Enumerable.Range(0, 25).Select(i => (float)i)], turned = new float[25], half = new float[25];
        ImageWarp.Apply(image, turned, 1, 5, 5, 5, 5, 0, 0, false, false, 90, 1, -1);
        ImageWarp.Apply(image, half, 1, 5, 5, 5, 5, 0, 0, false, false, 180, 1, -1);
        for (int y = 0; y < 5; y++)
        {
            for (int x = 0; x < 5; x++)
            {
                Assert.Equal(image[(x * 5) + 4 - y], turned[(y * 5) + x], 1e-4f); // counter-clockwise: the right edge is on top
                Assert.Equal(image[24 - (y * 5) - x], half[(y * 5) + x], 1e-4f);
            }
        }

        float[] larger = new float[25];
        ImageWarp.Apply(image, larger, 1, 5, 5, 5, 5, 0, 0, false, false, 0, 2, -1);
        Assert.Equal([6, 6.5f, 7, 7.5f, 8], larger[..5]);
    }

    [Fact]
    public void EachSettingDoesWhatItSays()
    {
        float[] image = [.. Enumerable.Range(0, 3 * 64).Select(i => MathF.Sin(i))];
        for (ulong key = 0; key < 50; key++)
        {
            float[] bright = Apply(new ImageAugmentation { Brightness = 0.5f }, image, key);
            float added = bright[0] - image[0];
            Assert.InRange(added, -0.5f, 0.5f);
            for (int i = 0; i < image.Length; i++) Assert.Equal(added, bright[i] - image[i], 1e-5f);
            float[] contrast = Apply(new ImageAugmentation { Contrast = 0.5f }, image, key);
            Assert.Equal(image.Average(), contrast.Average(), 1e-5f);
            Assert.InRange(Deviation(contrast) / Deviation(image), 0.49, 1.51);
            float[] saturation = Apply(new ImageAugmentation { Saturation = 1 }, image, key);
            for (int i = 0; i < 64; i++) Assert.Equal(Grey(image, i), Grey(saturation, i), 1e-5f);
            int cut = Apply(new ImageAugmentation { Cutout = 4, Fill = 9 }, image, key).Count(value => value == 9);
            Assert.True(cut % 3 == 0 && cut is >= 3 * 4 and <= 3 * 16, $"{cut}");
            float[] turned = Apply(new ImageAugmentation { Rotation = 30, Zoom = 0.3f, Fill = 0 }, image, key);
            Assert.NotEqual(image, turned);
            Assert.Equal(turned, Apply(new ImageAugmentation { Rotation = 30, Zoom = 0.3f, Fill = 0 }, image, key));
        }

        foreach (ImageAugmentation wrong in new[] { new ImageAugmentation { Rotation = 181 }, new() { Rotation = float.NaN }, new() { Zoom = -1 }, new() { Contrast = 2 }, new() { Saturation = -0.1f }, new() { Cutout = -1 }, new() { Brightness = float.PositiveInfinity } })
            Assert.Throws<ArgumentException>(() => Apply(wrong, image, 1));
    }

    [Fact]
    public void MixturesAreOfTwoExamplesAndTheirTargets()
    {
        const int Examples = 60;
        int[] labels = [.. Enumerable.Range(0, Examples).Select(i => i % 4)];
        float[] inputs = [.. Enumerable.Range(0, Examples).Select(i => (float)(1 << (i % 4)))]; // each class its own number
        TensorDataset<float, int> examples = new(new ReadOnlyTensorSpan<float>(inputs, [Examples, 1]), labels, batch: 20, seed: 3);
        MixupSource mixed = new(examples, classes: 4, alpha: 0.4), again = new(new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(inputs, [Examples, 1]), labels, batch: 20, seed: 3), classes: 4, alpha: 0.4);
        Batch<float, float> batch = new(), same = new();
        int trulyMixed = 0;
        for (int call = 0; call < 200; call++)
        {
            bool hasBatch = mixed.Next(batch);
            Assert.Equal(hasBatch, again.Next(same));
            if (!hasBatch) continue;
            Assert.Equal(batch.Input.ToArray(), same.Input.ToArray());
            for (int i = 0; i < batch.Examples; i++)
            {
                ReadOnlySpan<float> target = batch.Target.Slice(i * 4, 4);
                Assert.Equal(1, target[0] + target[1] + target[2] + target[3], 1e-5f);
                Assert.Equal(batch.Input[i], target[0] + (2 * target[1]) + (4 * target[2]) + (8 * target[3]), 1e-4f);
                if (TensorPrimitives.Max(target) < 0.9f) trulyMixed++;
            }
        }

        Assert.InRange(trulyMixed, 500, 2500); // of 3000
        Batch<float, float> plain = new();
        new MixupSource(new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(inputs, [Examples, 1]), labels, batch: 20), classes: 4, alpha: 0).Next(plain);
        Assert.All(plain.Target.ToArray(), value => Assert.True(value is 0 or 1));
        Assert.Throws<InvalidOperationException>(() => new MixupSource(examples, classes: 2).Next(plain));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixupSource(examples, classes: 4, alpha: 1.5));
    }

    private static float[] Apply(ImageAugmentation augmentation, float[] image, ulong key)
    {
        float[] result = new float[image.Length];
        augmentation.Apply(image, result, 3, 8, 8, key);
        return result;
    }

    private static float Grey(float[] image, int i) => (0.299f * image[i]) + (0.587f * image[64 + i]) + (0.114f * image[128 + i]);

    private static double Deviation(float[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
}
