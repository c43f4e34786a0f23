using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading.Tasks;
using ModelGen.Cpu;
using ModelGen.Models.Tests.Gradients;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Networks that graph methods must be able to say, trained until they know what they are shown.</summary>
public class SayableTests
{
    [Fact]
    public void InceptionTellsStripes()
    {
        var model = new Inception(1);
        (float[] images, int[] labels) = Pictures(16, 8, 8);
        Assert.True(Train(model.Store, 60, () => model.ComputeGradients(new(images, [16, 1, 8, 8]), new(labels, [16]))) < 0.1f);
        Assert.Equal(labels, Likeliest(model.Predict(new(images, [16, 1, 8, 8]))));
    }

    [Fact]
    public void AVisionTransformerTellsStripes()
    {
        var model = new Vision(1);
        (float[] single, int[] labels) = Pictures(16, 4, 6);
        float[] images = [.. single.Chunk(24).SelectMany(image => image.Concat(image.Select(pixel => -pixel)))];
        Assert.True(Train(model.Store, 60, () => model.ComputeGradients(new(images, [16, 2, 4, 6]), new(labels, [16]))) < 0.1f);
        Assert.Equal(labels, Likeliest(model.Predict(new(images, [16, 2, 4, 6]))));
    }

    [Fact]
    public void WideAndDeepLearnsPairs()
    {
        var model = new WideAndDeep(1);
        int[] users = [.. Enumerable.Range(0, 30).Select(i => i / 5)], items = [.. Enumerable.Range(0, 30).Select(i => i % 5)];
        float[] numbers = [.. Enumerable.Range(0, 90).Select(i => CounterRandom.Normal(3, (ulong)i))], clicks = [.. Enumerable.Range(0, 30).Select(i => CounterRandom.Uniform(4, (ulong)i) < 0.5f ? 0f : 1f)];
        Assert.True(Train(model.Store, 200, () => model.ComputeGradients(new(users, [30]), new(items, [30]), new(numbers, [30, 3]), new(clicks, [30, 1]))) < 0.1f); // pairs that follow no rule
    }

    [Fact]
    public void AConditionalGanMakesWhatIsAskedFor()
    {
        const int Batch = 48;
        var generator = new LabelledGenerator(1);
        var judge = new LabelledJudge(2);
        Adam learns = new(generator.Store, learningRate: 2e-3f, beta1: 0.5f), judges = new(judge.Store, learningRate: 4e-3f, beta1: 0.5f);
        Workspace making = new(), judging = new();
        int[] labels = [.. Enumerable.Range(0, Batch).Select(i => i % 3)];
        float[] ones = [.. Enumerable.Repeat(1f, Batch)], zeros = new float[Batch], gradient = new float[Batch], back = new float[Batch];
        for (int step = 0; step < 1500; step++)
        {
            float[] real = [.. labels.Select((label, i) => (3 * (label - 1)) + (0.3f * CounterRandom.Normal(5, (ulong)((step * Batch) + i))))];
            float[] noise = [.. Enumerable.Range(0, 2 * Batch).Select(i => CounterRandom.Normal(6, (ulong)((step * 2 * Batch) + i)))];
            ReadOnlyTensorSpan<int> asked = new(labels, [Batch]);
            ReadOnlyTensorSpan<float> made = generator.Forward(making, new(noise, [Batch, 2]), asked);
            judge.ComputeGradients(new(real, [Batch, 1]), asked, new(ones, [Batch, 1]));
            judge.ComputeGradients(made, asked, new(zeros, [Batch, 1]));
            judges.Step(gradientScale: 0.5f, clearGradients: true);

            ReadOnlyTensorSpan<float> logits = judge.Forward(judging, made, asked);
            for (int i = 0; i < Batch; i++) gradient[i] = ((1 / (1 + MathF.Exp(-logits[i, 0]))) - 1) / Batch;
            judge.Backward(judging, new(gradient, [Batch, 1]), numberGradient: new TensorSpan<float>(back, [Batch, 1]));
            judge.Store.ZeroGradients();
            generator.Backward(making, new(back, [Batch, 1]));
            learns.Step(clearGradients: true);
        }

        for (int label = 0; label < 3; label++)
        {
            float[] noise = [.. Enumerable.Range(0, 200).Select(i => CounterRandom.Normal(9, (ulong)i))];
            float mean = TensorPrimitives.Average<float>(Flat(generator.Predict(new ReadOnlyTensorSpan<float>(noise, [100, 2]), new ReadOnlyTensorSpan<int>([.. Enumerable.Repeat(label, 100)], [100]))));
            Assert.InRange(mean, (3 * (label - 1)) - 1, (3 * (label - 1)) + 1);
        }
    }

    [Fact]
    public void AnAutoencoderDrawsItsOwnNoise()
    {
        float[] pixels = [.. Enumerable.Range(0, 4 * 8).Select(i => i / 8 % 2 == i % 2 ? 1f : 0f)];
        NoisyAutoencoder model = new(1), same = new(1);
        float first = model.ComputeGradients(new ReadOnlyTensorSpan<float>(pixels, [4, 8])), again = same.ComputeGradients(new ReadOnlyTensorSpan<float>(pixels, [4, 8]));
        Assert.Equal(first, again);
        Assert.NotEqual(first, model.ComputeGradients(new ReadOnlyTensorSpan<float>(pixels, [4, 8]))); // another step, other noise
        same.RandomState = model.RandomState;
        Assert.Equal(model.ComputeGradients(new ReadOnlyTensorSpan<float>(pixels, [4, 8])), same.ComputeGradients(new ReadOnlyTensorSpan<float>(pixels, [4, 8]))); // what a checkpoint restores
        model.Store.ZeroGradients();
        Assert.True(Train(model.Store, 300, () => model.ComputeGradients(new ReadOnlyTensorSpan<float>(pixels, [4, 8]))) < 0.5f * first);
    }

    [Fact]
    public void DrawsAreOfTheSeed()
    {
        var model = new Draws(7);
        float[] x = new float[64 * 1000];
        (float[] Bell, float[] Flat, float[] Walk) Of(ulong? seed)
        {
            var result = seed is { } own ? model.Predict(new ReadOnlyTensorSpan<float>(x, [64, 1000]), own) : model.Predict(new ReadOnlyTensorSpan<float>(x, [64, 1000]));
            return (Flat(result.Bell), Flat(result.Flat), Flat(result.Walk));
        }

        var (bell, flat, walk) = Of(null);
        Assert.InRange(bell.Average(), -0.02, 0.02);
        Assert.InRange(bell.Average(value => (double)value * value), 0.98, 1.02);
        Assert.InRange(flat.Average(), 0.49, 0.51);
        Assert.InRange(flat.Average(value => (value - 0.5) * (value - 0.5)), 0.99 / 12, 1.01 / 12);
        Assert.InRange(walk.Average(value => (double)value * value), 2.95, 3.05); // three steps that know nothing of each other
        Assert.Equal(bell, Of(null).Bell);
        Assert.Equal(Of(3).Bell, Of(3).Bell);
        Assert.NotEqual(Of(3).Bell, Of(4).Bell);
        Assert.NotEqual(bell, Of(3).Bell);
        Parallel.For(0, 8, i => Assert.Equal(bell, Of(null).Bell));
    }

    [Fact]
    public void AttentionByHand()
    {
        var model = new ByHand(3);
        GradientCheck.Floats(model.Store, model.Forward, model.Backward, 2, 5, 4);
    }

    /// <returns>The last loss.</returns>
    private static float Train(ParameterStore store, int steps, Func<float> step)
    {
        Adam adam = new(store, learningRate: 0.01f);
        float loss = 0;
        for (int i = 0; i < steps; i++)
        {
            loss = step();
            adam.Step(clearGradients: true);
        }

        return loss;
    }

    // Stripes along one side or the other, and noise.
    private static (float[] Images, int[] Labels) Pictures(int count, int height, int width)
    {
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        return ([.. Enumerable.Range(0, count * height * width).Select(i => (labels[i / (height * width)] == 0 ? i / width % 2 : i % width % 2) + (0.2f * CounterRandom.Normal(1, (ulong)i)))], labels);
    }

    private static int[] Likeliest(Tensor<float> logits) => [.. Flat(logits).Chunk((int)logits.Lengths[1]).Select(row => Array.IndexOf(row, row.Max()))];

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] flat = new float[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }
}
