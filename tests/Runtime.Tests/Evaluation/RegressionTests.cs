using System;
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
        Assert.True(double.IsNaN(Evaluate.Regression(s_copy, Data([1, 2], [3, 3])).R2));
    }

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

    private sealed class Uniform(int tokens) : ITrainable<int, int>
    {
        public ParameterStore Store { get; } = new(16, 1);

        public ulong RandomState { get; set; }

        public float ComputeGradients(ReadOnlyTensorSpan<int> input, ReadOnlyTensorSpan<int> target) => throw new NotSupportedException();

        public float ComputeLoss(ReadOnlyTensorSpan<int> input, ReadOnlyTensorSpan<int> target) => MathF.Log(tokens);
    }
}
