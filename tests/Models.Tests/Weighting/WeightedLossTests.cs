using System;
using System.Linq;
using ModelGen.Models.Tests.Gradients;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Weighting;

/// <summary>Weights of classes and of examples: PyTorch's numbers, central differences, and what an example that is there twice comes to.</summary>
public class WeightedLossTests
{
    private static readonly int[] s_ids = [4, 8, 0, 0, 0, 3, 2, 7, 1, 0, 5, 1, 6, 3, 2];
    private static readonly int[] s_steps = [0, 6, 1, 2, 1, 3, 4, -1, 4, 1, 2, 0, 5, 5, 6];

    [Fact]
    public void ClassWeightsAreThoseOfPyTorch()
    {
        using Golden golden = Golden.Open("weighted_ce");
        GoldenWeightedClasses model = new();
        model.Load(Golden.PathOf("weighted_ce.safetensors"));
        float[] x = golden.Floats("in.x");
        int[] labels = golden.Ints("in.labels");
        Assert.Contains(-100, labels);
        Compare.Close([model.ComputeLoss(new(x, [9, 12]), new(labels, [9]))], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(new(x, [9, 12]), new(labels, [9]))], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
        float[] weights = golden.Floats("in.class_weights");
        ITrainable<float, int> trainable = model;
        Assert.Equal(labels.Where(label => label >= 0).Sum(label => (double)weights[label]), trainable.TotalWeight(new(x, [9, 12]), new(labels, [9]), []), 1e-6);
    }

    [Fact]
    public void WeightsOfExamplesAreThoseOfPyTorch()
    {
        using Golden golden = Golden.Open("weighted_mse");
        GoldenWeightedNumbers model = new();
        model.Load(Golden.PathOf("weighted_mse.safetensors"));
        float[] x = golden.Floats("in.x"), target = golden.Floats("in.target"), weights = golden.Floats("in.weight");
        Assert.Contains(0, weights);
        Compare.Close([model.ComputeLoss(new(x, [8, 11]), new(target, [8, 4]), weights)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(new(x, [8, 11]), new(target, [8, 4]), weights)], golden.Floats("out.loss"), 1e-4, "training loss");
        GoldenChecks.CheckGradients(model.Store, golden);
    }

    [Fact]
    public void Classes() => Check(new Classes(1), Numbers(4 * 6), [4, 6], [0, 4, 2, 2], [4]);

    [Fact]
    public void SmoothedClasses() => Check(new SmoothedClasses(1), Numbers(4 * 6), [4, 6], [0, 3, 2, 4], [4]);

    [Fact]
    public void SmoothedClassesWithWeights() => Check(new WeightedSmoothedClasses(1), Numbers(4 * 6), [4, 6], [0, 3, 2, 4], [4]);

    [Fact]
    public void StepsWithPaddingAndWeightsOfClasses() => Check(new WeightedSteps(1), s_ids, [3, 5], s_steps, [3, 5]);

    [Fact]
    public void BinaryLabels() => Check(new BinaryLabels(1), Numbers(4 * 6), [4, 6], [.. Numbers(20).Select(x => (x + 1) / 2)], [4, 5]);

    [Fact]
    public void Squares() => Check(new Squares(1), Numbers(4 * 6), [4, 6], Numbers(20), [4, 5]);

    [Fact]
    public void Distances() => Check(new Distances(1), Numbers(4 * 6), [4, 6], Far(20), [4, 5]);

    [Fact]
    public void Huber() => Check(new HuberLoss(1), Numbers(4 * 6), [4, 6], Far(20), [4, 5]);

    [Fact]
    public void Images() => Check(new SquaresOfImages(1), Numbers(4 * 6), [4, 6], Numbers(48), [4, 3, 2, 2]);

    [Fact]
    public void PaddedSquares() => Check(new PaddedSquares(1), s_ids, [3, 5], Far(45), [3, 5, 3]);

    [Fact]
    public void PaddedDistances() => Check(new PaddedDistances(1), s_ids, [3, 5], Far(45), [3, 5, 3]);

    [Fact]
    public void PaddedHuber() => Check(new PaddedHuber(1), s_ids, [3, 5], Far(45), [3, 5, 3]);

    /// <summary>A loss of numbers per step leaves padding out, whatever stands there.</summary>
    [Fact]
    public void StepsOfPaddingDoNotCount()
    {
        foreach ((ITrainable<int, float> model, Func<double, double> loss) in new (ITrainable<int, float>, Func<double, double>)[]
        {
            (new PaddedSquares(2), d => d * d), (new PaddedDistances(2), Math.Abs), (new PaddedHuber(2), d => Math.Abs(d) <= 1 ? d * d / 2 : Math.Abs(d) - 0.5),
        })
        {
            float[] target = Far(45), output = new float[45];
            ((IMeasurable<int, float>)model).ComputeLoss(new(s_ids, [3, 5]), new(target, [3, 5, 3]), [], output);
            double sum = 0;
            int count = 0;
            for (int i = 0; i < 45; i++)
            {
                if (s_ids[i / 3] == 0)
                {
                    target[i] = float.NaN;
                    continue;
                }

                sum += loss(output[i] - target[i]);
                count++;
            }

            Assert.Equal(sum / count, model.ComputeLoss(new(s_ids, [3, 5]), new(target, [3, 5, 3])), 1e-5);
            Assert.Equal(sum / count, model.ComputeGradients(new(s_ids, [3, 5]), new(target, [3, 5, 3])), 1e-5);
            Assert.DoesNotContain(model.Store.Gradients.ToArray(), float.IsNaN);
            bool[] counts = new bool[45];
            Assert.Equal(count, model.CountTargets(new(s_ids, [3, 5]), new(target, [3, 5, 3]), counts));
            Assert.Equal(s_ids.SelectMany(id => Enumerable.Repeat(id != 0, 3)), counts);
        }
    }

    [Fact]
    public void BadWeightsAreSaid()
    {
        Squares model = new(1);
        float[] x = Numbers(24), y = Numbers(20);
        Says("has 3 weights for 4 examples", [1, 1, 1]);
        Says("is -1 for example 2", [1, 1, -1, 1]);
        Says("is NaN for example 0", [float.NaN, 1, 1, 1]);
        Says("is 0 for every example", [0, 0, 0, 0]);
        Assert.All(model.Store.Gradients.ToArray(), gradient => Assert.Equal(0, gradient));

        void Says(string what, float[] weights)
        {
            foreach (Func<float> call in new Func<float>[] { () => model.ComputeLoss(new(x, [4, 6]), new(y, [4, 5]), weights), () => model.ComputeGradients(new(x, [4, 6]), new(y, [4, 5]), weights) })
            {
                ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => call());
                Assert.StartsWith("Squares: 'weights' ", error.Message, StringComparison.Ordinal);
                Assert.Contains(what, error.Message, StringComparison.Ordinal);
            }
        }
    }

    private static void Check<TInput, TTarget>(ITrainable<TInput, TTarget> model, TInput[] input, nint[] shape, TTarget[] target, nint[] targetShape)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        int examples = (int)shape[0];
        float[] weights = [.. new float[] { 2, 1, 0, 3 }.Take(examples)];
        GradientCheck.Loss(model.Store, () => model.ComputeGradients(new(input, shape), new(target, targetShape), weights));
        float loss = model.ComputeGradients(new(input, shape), new(target, targetShape), weights);
        Assert.Equal(loss, model.ComputeLoss(new(input, shape), new(target, targetShape), weights), 1e-6f * (1 + loss));

        // As many times as it weighs.
        int[] order = [.. Enumerable.Range(0, examples).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        TInput[] inputs = [.. order.SelectMany(i => input.Skip(i * input.Length / examples).Take(input.Length / examples))];
        TTarget[] targets = [.. order.SelectMany(i => target.Skip(i * target.Length / examples).Take(target.Length / examples))];
        nint[] many = [order.Length, .. shape[1..]], manyTargets = [order.Length, .. targetShape[1..]];
        Assert.Equal(model.ComputeLoss(new(inputs, many), new(targets, manyTargets)), loss, 1e-5f * (1 + loss));
        Assert.Equal(model.TotalWeight(new(inputs, many), new(targets, manyTargets), []), model.TotalWeight(new(input, shape), new(target, targetShape), weights), 1e-5);
    }

    private static float[] Far(int count) => [.. Numbers(count).Select(x => 3 * x)];

    private static float[] Numbers(int count) => RandomValues.Centred(count, 21);
}
