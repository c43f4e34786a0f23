using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Evaluation;

public sealed class RegressionTests
{
    private static readonly Prediction<float> s_copy = (input, output) => input.CopyTo(output);

    [Fact]
    public void ErrorsAreThoseOfScikitLearn()
    {
        // The example of r2_score and mean_squared_error.
        RegressionReport report = Evaluate.Regression(s_copy, Data([2.5f, 0, 2, 8], [3, -0.5f, 2, 7]));
        Assert.Equal(0.375, report.MeanSquaredError, 12);
        Assert.Equal(0.5, report.MeanAbsoluteError, 12);
        Assert.Equal(0.9486081370449679, report.R2, 12);
        Assert.Equal(Math.Sqrt(0.375), report.RootMeanSquaredError, 12);
        Assert.Contains("0.375  0.612372  0.5  0.9486", report.ToString(), StringComparison.Ordinal);
    }

    // deephyper#17: each output is measured against its own mean, so foretelling each mean is worth nothing.
    [Fact]
    public void R2OfSeveralOutputsIsTheMeanOfEach()
    {
        float[] targets = [1, 1000, 2, 3000, 3, 2000, 4, 5000], predictions = [2.5f, 2750, 2.5f, 2750, 2.5f, 2750, 2.5f, 2750];
        RegressionReport report = Evaluate.Regression(s_copy, Table(predictions, targets, 2), width: 2);
        Assert.Equal(0, report.R2);
        Assert.Equal([0, 0], report.OutputR2);

        // r2_score([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]]): 0.9368005266622779; multioutput='raw_values': 0.96543779, 0.90816327.
        report = Evaluate.Regression(s_copy, Table([0, 2, -1, 2, 8, -5], [0.5f, 1, -1, 1, 7, -6], 2), width: 2);
        Assert.Equal(0.9368005266622779, report.R2, 12);
        Assert.Equal(0.96543779, report.OutputR2[0], 8);
        Assert.Equal(0.90816327, report.OutputR2[1], 8);
    }

    // r2_score with its default force_finite: 1 for exact predictions of a constant, otherwise 0; NaN for one example.
    [Theory]
    [InlineData(new float[] { 3, 3 }, 1.0)]
    [InlineData(new float[] { 3, 3.5f }, 0.0)]
    [InlineData(new float[] { 3 }, double.NaN)]
    public void TargetsThatDoNotVaryAreScikitLearns(float[] predictions, double r2) =>
        Assert.Equal(r2, Evaluate.Regression(s_copy, Data(predictions, [.. new float[predictions.Length].Select(_ => 3f)])).R2);

    [Fact]
    public void AConstantOutputBesideOthersIsScikitLearns() =>
        Assert.Equal([1, 0.5], Evaluate.Regression(s_copy, Table([0.1f, 1, 0.1f, 2, 0.1f, 2], [0.1f, 1, 0.1f, 2, 0.1f, 3], 2), width: 2).OutputR2);

    [Fact]
    public void TargetsOfAnotherWidthAreNamed() =>
        Assert.Contains("Targets are [2, 1], expected 2 for each of 2 examples", Assert.Throws<InvalidOperationException>(() => Evaluate.Regression((_, output) => output.Fill(0), Data([1, 2], [3, 3]), width: 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void PerplexityIsOfTheMeanLossOverTokens()
    {
        TokenDataset data = new(new int[41], context: 4, batch: 3, TokenOrder.Sequential);
        LanguageReport report = Evaluate.Language(new Uniform(8), data);
        Assert.Equal(40, report.Tokens);
        Assert.Equal(8, report.Perplexity, 1e-5);
        Assert.Equal(3, report.BitsPerToken, 1e-6);
        Assert.Contains("8  ", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(12, Evaluate.Language(new Uniform(8), data, batches: 1).Tokens);
    }

    private static TensorDataset<float, float> Data(float[] predictions, float[] targets) =>
        new(new ReadOnlyTensorSpan<float>(predictions, [predictions.Length, 1]), new ReadOnlyTensorSpan<float>(targets, [targets.Length, 1]), batch: 3, shuffle: false);

    private static TensorDataset<float, float> Table(float[] predictions, float[] targets, int width) =>
        new(new ReadOnlyTensorSpan<float>(predictions, [predictions.Length / width, width]), new ReadOnlyTensorSpan<float>(targets, [targets.Length / width, width]), batch: 3, shuffle: false);

    private sealed class Uniform(int tokens) : ITrainable<int, int>
    {
        public ParameterStore Store { get; } = new(16, 1);

        public ulong RandomState { get; set; }

        public float ComputeGradients(ReadOnlyTensorSpan<int> input, ReadOnlyTensorSpan<int> target) => throw new NotSupportedException();

        public float ComputeLoss(ReadOnlyTensorSpan<int> input, ReadOnlyTensorSpan<int> target) => MathF.Log(tokens);
    }
}
