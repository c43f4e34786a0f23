using System;
using System.Linq;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>Central differences of each loss, and the loss itself against double arithmetic.</summary>
public class LossGradientTests
{
    private static readonly int[] s_ids = [4, 8, 0, 0, 0, 3, 2, 7, 1, 0, 5, 1, 6, 3, 2];
    private static readonly int[] s_segments = [4, 8, 0, 15, 13, 3, 2, 7, 1, 0, 16, 12, 6, 14, 2];

    [Fact]
    public void CrossEntropyPerExample() => Check(new Classes(1), Numbers(4 * 6), [4, 6], [0, 4, 2, 2], [4]);

    [Fact]
    public void CrossEntropyWithSmoothingAndIgnoredRows() => Check(new SmoothedClasses(1), Numbers(4 * 6), [4, 6], [0, 3, 2, 4], [4]);

    [Fact]
    public void CrossEntropyPerStep() => Check(new ClassesPerStep(1), Numbers(3 * 4 * 6), [3, 4, 6], [0, 4, 2, 2, 1, 3, 3, 0, 4, 1, 2, 0], [3, 4]);

    [Fact]
    public void CrossEntropyOfTokensWithIgnoredSteps() => Check(new TokensPerStep(1), s_ids, [3, 5], [0, 6, -1, 2, 1, 3, -1, -1, 4, 1, 2, 0, 5, 5, 6], [3, 5]);

    [Fact]
    public void CrossEntropyLeavesPaddingOut() => Check(new PaddedTokensPerStep(1), s_ids, [3, 5], [0, 6, 1, 2, 1, 3, 4, 4, 4, 1, 2, 0, 5, 5, 6], [3, 5]);

    [Fact]
    public void CrossEntropyAfterAPoolOverPadding() => Check(new PaddedClasses(1), s_ids, [3, 5], [0, 3, 1], [3]);

    [Fact]
    public void BinaryCrossEntropy() => Check(new BinaryLabels(1), Numbers(4 * 6), [4, 6], [.. Numbers(20).Select(x => (x + 1) / 2)], [4, 5]);

    [Fact]
    public void MeanSquaredError() => Check(new Squares(1), Numbers(4 * 6), [4, 6], Numbers(20), [4, 5]);

    // Targets on both sides of Huber's edge.
    [Fact]
    public void MeanAbsoluteError() => Check(new Distances(1), Numbers(4 * 6), [4, 6], Far(20), [4, 5]);

    [Fact]
    public void Huber() => Check(new HuberLoss(1), Numbers(4 * 6), [4, 6], Far(20), [4, 5]);

    [Fact]
    public void HuberPerStep() => Check(new HuberPerStep(1), Numbers(3 * 4 * 6), [3, 4, 6], Far(60), [3, 4, 5]);

    [Fact]
    public void MeanSquaredErrorPerStep() => Check(new SquaresPerStep(1), Numbers(3 * 4 * 6), [3, 4, 6], Numbers(60), [3, 4, 5]);

    [Fact]
    public void MeanSquaredErrorOfImages() => Check(new SquaresOfImages(1), Numbers(4 * 6), [4, 6], Numbers(48), [4, 3, 2, 2]);

    [Fact]
    public void ALossWhoseOutputIsReadByTheBackwardPass() => Check(new SquaresOfSoftmax(1), Numbers(4 * 6), [4, 6], Numbers(20), [4, 5]);

    [Fact]
    public void ALossUnderDropout() => Check(new SquaresWithDropout(1), Numbers(4 * 6), [4, 6], Numbers(20), [4, 5], isRandom: true);

    [Fact]
    public void Gpt() => Check(new SmallGpt(1), s_ids, [3, 5], [.. s_ids.Reverse()], [3, 5], isRandom: true);

    [Fact]
    public void Llama() => Check(new SmallLlama(1), s_ids, [3, 5], [.. s_ids.Reverse()], [3, 5]);

    // Padding in the middle, both segments.
    [Fact]
    public void Bert() => Check(new SmallBert(1), s_segments, [3, 5], [0, 2, 1], [3]);

    [Fact]
    public void BertUnderDropout() => Check(new BertWithDropout(1), s_segments, [3, 5], [0, 2, 1], [3], isRandom: true);

    [Fact]
    public void CrossEntropyIsTheOneOfTheBooks()
    {
        var model = new SmoothedClasses(2);
        float[] x = Numbers(4 * 6);
        int[] labels = [0, 3, 2, 4];
        double expected = LinearInDouble(model.Store, x, 6, 5, (row, y) =>
        {
            double normaliser = Math.Log(y.Sum(Math.Exp));
            double own = normaliser - y[labels[row]], all = y.Average(v => normaliser - v);
            return labels[row] == 3 ? 0 : ((0.8 * own) + (0.2 * all)) / 3; // three rows count
        });
        SameLoss(model, expected, () => model.ComputeGradients(new(x, [4, 6]), new(labels, [4])), () => model.ComputeLoss(new(x, [4, 6]), new(labels, [4])));
    }

    [Fact]
    public void BinaryCrossEntropyIsTheOneOfTheBooks()
    {
        var model = new BinaryLabels(2);
        float[] x = Numbers(4 * 6), target = [.. Numbers(20).Select(v => (v + 1) / 2)];
        double expected = LinearInDouble(model.Store, x, 6, 5, (row, y) => y.Select((v, i) =>
        {
            double p = 1 / (1 + Math.Exp(-v)), t = target[(row * 5) + i];
            return -((t * Math.Log(p)) + ((1 - t) * Math.Log(1 - p)));
        }).Sum() / 20);
        SameLoss(model, expected, () => model.ComputeGradients(new(x, [4, 6]), new(target, [4, 5])), () => model.ComputeLoss(new(x, [4, 6]), new(target, [4, 5])));
    }

    [Fact]
    public void MeanSquaredErrorIsTheOneOfTheBooks()
    {
        var model = new Squares(2);
        float[] x = Numbers(4 * 6), target = Numbers(20);
        double expected = LinearInDouble(model.Store, x, 6, 5, (row, y) => y.Select((v, i) => Math.Pow(v - target[(row * 5) + i], 2)).Sum() / 20);
        SameLoss(model, expected, () => model.ComputeGradients(new(x, [4, 6]), new(target, [4, 5])), () => model.ComputeLoss(new(x, [4, 6]), new(target, [4, 5])));
    }

    [Fact]
    public void MeanAbsoluteErrorIsTheOneOfTheBooks() => IsTheOneOfTheBooks(new Distances(2), Math.Abs);

    [Fact]
    public void HuberIsTheOneOfTheBooks() => IsTheOneOfTheBooks(new HuberLoss(2), d => Math.Abs(d) <= 1 ? d * d / 2 : Math.Abs(d) - 0.5);

    private static void IsTheOneOfTheBooks<TModel>(TModel model, Func<double, double> loss)
        where TModel : IModel, ITrainable<float, float>
    {
        float[] x = Numbers(4 * 6), target = Far(20);
        ParameterStore store = ((IModel)model).Store;
        double expected = LinearInDouble(store, x, 6, 5, (row, y) => y.Select((v, i) => loss(v - target[(row * 5) + i])).Sum() / 20);
        SameLoss(model, expected, () => model.ComputeGradients(new(x, [4, 6]), new(target, [4, 5])), () => model.ComputeLoss(new(x, [4, 6]), new(target, [4, 5])));
    }

    private static void Check<TInput, TTarget>(ITrainable<TInput, TTarget> model, TInput[] input, nint[] shape, TTarget[] target, nint[] targetShape, bool isRandom = false)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        GradientCheck.Loss(model.Store, () =>
        {
            model.RandomState = 5; // the same dropout each time
            return model.ComputeGradients(new(input, shape), new(target, targetShape));
        });

        if (!isRandom)
        {
            Assert.Equal(model.ComputeGradients(new(input, shape), new(target, targetShape)), model.ComputeLoss(new(input, shape), new(target, targetShape)), 1e-6f);
        }
    }

    private static void SameLoss<TModel>(TModel model, double expected, Func<float> train, Func<float> measure)
        where TModel : IModel
    {
        Assert.NotNull(model);
        Assert.Equal(expected, train(), 1e-6 * (1 + expected));
        Assert.Equal(expected, measure(), 1e-6 * (1 + expected));
    }

    /// <summary>The sum over rows of a loss of y = W x + b.</summary>
    private static double LinearInDouble(ParameterStore store, float[] x, int inputs, int outputs, Func<int, double[], double> loss)
    {
        float[] weight = store.Parameters[0].Value.ToArray(), bias = store.Parameters[1].Value.ToArray();
        return Enumerable.Range(0, x.Length / inputs).Sum(row => loss(row, [.. Enumerable.Range(0, outputs).Select(o =>
            bias[o] + Enumerable.Range(0, inputs).Sum(i => (double)weight[(o * inputs) + i] * x[(row * inputs) + i]))]));
    }

    private static float[] Far(int count) => [.. Numbers(count).Select(x => 3 * x)];

    private static float[] Numbers(int count) => RandomValues.Centred(count, 21);
}
