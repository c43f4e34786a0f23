using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using Xunit;

namespace ModelGen.Models.Tests.Measuring;

public class PredictionsTests
{
    [Fact]
    public void DataWithoutTargetsIsPredictedInBatches()
    {
        FourClasses model = new(seed: 2);
        float[] x = [.. Enumerable.Range(0, 7 * 3).Select(i => (i * 0.37f % 2) - 1)];
        Reports reports = new();
        Tensor<float> found = Predictions.Of(model.PredictProbabilities, TensorDataset.WithoutTargets(new ReadOnlyTensorSpan<float>(x, [7, 3]), batch: 3), width: 4, reports);
        Assert.Equal([7, 4], found.Lengths.ToArray());
        Tensor<float> expected = model.PredictProbabilities(new(x, [7, 3]));
        foreach ((float a, float b) in expected.ToArray().Zip(found.ToArray())) Assert.Equal(a, b, 1e-6f);
        Assert.Equal([3, 6, 7, 7], reports.All.Select(report => report.Examples));
        Assert.Equal([false, false, false, true], reports.All.Select(report => report.IsDone));
        Assert.All(reports.All, report => Assert.Equal(3, report.Batches));
    }

    [Fact]
    public void TargetsArePassedOverAndTheSourceStaysWhereItWas()
    {
        FourClasses model = new(seed: 2);
        TensorDataset<float, int> data = new(new ReadOnlyTensorSpan<float>(new float[15], [5, 3]), new int[5], batch: 2);
        data.Next(new Batch<float, int>());
        DataPosition position = data.Position;
        Assert.Equal([2, 2, 1], Predictions.InBatches(model.Predict, data, width: 4).Select(rows => rows.Length / 4));
        Assert.Equal(position, data.Position);
    }

    [Fact]
    public void TextsWithoutTargetsAreInTheirOrder()
    {
        SequenceDataset<NoTarget> data = SequenceDataset.WithoutTargets([[1, 2], [3], [4, 5, 6]], maximumLength: 6, padding: 0, batch: 2);
        Batch<int, NoTarget> batch = new();
        Assert.True(data.Next(batch));
        Assert.Equal([1, 2, 3, 0], batch.Input.ToArray());
    }

    private sealed class Reports : IProgress<PredictionProgress>
    {
        public List<PredictionProgress> All { get; } = [];

        public void Report(PredictionProgress value) => All.Add(value);
    }
}
